import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** Versions of survey forms, and what was answered under them. */
export class SurveyTables1764030600000 implements MigrationInterface {
  readonly name = 'SurveyTables1764030600000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, surveyTables(runner));
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, surveyTables(runner));
  }
}

const optional = { nullable: true };

function surveyTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'survey_form',
      columns: [
        c.id(), c.key('formKey', 80), c.int('version'), c.key('respondentType', 20), c.line('title', 200), c.line('fileName', 200), c.hash('hash'), c.int('rows'),
        c.json('form'), c.ref('publishedBy'), c.instant('publishedAt'),
      ],
      unique: [['formKey', 'version']],
    },
    {
      name: 'survey_record',
      columns: [
        c.id(), c.ref('clientId'), c.ref('formId'), c.ref('marketId'), c.key('respondentType', 20), c.ref('respondentId', optional), c.key('method', 20),
        c.instant('startedAt'), c.instant('endedAt'), c.decimal('latitude', optional), c.decimal('longitude', optional), c.decimal('accuracyM', optional), c.flag('mock'),
        c.key('deviceId', 120, optional), c.json('answers'), c.json('calculated'), c.json('fileIds'), c.hash('hash'), c.key('reviewState', 12), c.ref('batchId'),
        c.ref('submittedBy'), c.instant('submittedAt'),
      ],
      unique: [['clientId']],
      index: [['formId', 'submittedAt'], ['marketId', 'submittedAt']],
    },
  ];
}
