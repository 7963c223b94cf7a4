import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner, type TableColumnOptions } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, type TableSpec } from './tables.js';

/** The market survey as rows, and in filled forms what ties them to it and to their earlier versions. */
export class MarketSurvey1764120000000 implements MigrationInterface {
  readonly name = 'MarketSurvey1764120000000';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, tables(runner));
    await runner.addColumns('survey_record', recordColumns(runner).map((column) => new TableColumn(column)));
    await runner.query('update survey_record set rootId = id');
    for (const index of recordIndices(runner)) await runner.createIndex('survey_record', index);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of recordIndices(runner)) await runner.dropIndex('survey_record', index.name ?? '');
    await runner.dropColumns('survey_record', recordColumns(runner).map((column) => column.name));
    await dropTables(runner, tables(runner));
  }
}

const optional = { nullable: true };

function recordColumns(runner: QueryRunner): TableColumnOptions[] {
  const c = columnKinds(runner);
  return [
    c.ref('rootId', { default: "''" }), c.int('version', { default: '1' }), c.ref('replacedById', optional), c.ref('surveyId', optional), c.ref('assignmentId', optional),
    c.key('teamCode', 20, optional), c.int('zoneNo', optional), c.day('day', optional), c.key('outcome', 10, { default: 'surveyed' }), c.flag('newFound'), c.ref('resurveyTaskId', optional),
  ];
}

function recordIndices(runner: QueryRunner): TableIndex[] {
  const named = (columnNames: string[], isUnique = false): TableIndex => new TableIndex({ columnNames, isUnique, name: runner.connection.namingStrategy.indexName('survey_record', columnNames) });
  return [named(['rootId', 'version'], true), named(['surveyId', 'reviewState', 'zoneNo', 'day'])];
}

function tables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'survey_project',
      columns: [
        c.id(), c.ref('entryId'), c.ref('stageRunId'), c.ref('marketId'), c.int('round'), c.key('phase', 16), c.int('version'), c.instant('openedAt'), c.day('startDay'), c.json('schedule'),
        c.json('respondentTypes'), c.json('terms'), c.json('wrapUp', optional), c.ref('wrappedUpBy', optional), c.instant('wrappedUpAt', optional),
      ],
      unique: [['stageRunId']], index: [['entryId', 'round'], ['marketId']],
    },
    {
      name: 'survey_team',
      columns: [
        c.id(), c.ref('surveyId'), c.key('code', 20), c.int('position'), c.line('name', 80), c.json('does'), c.key('role', 20), c.ref('headId', optional), c.json('memberIds'), c.json('zoneNos'),
        c.key('sweeps', 8), c.json('respondentTypes'),
      ],
      unique: [['surveyId', 'code']],
    },
    {
      name: 'survey_assignment',
      columns: [
        c.id(), c.ref('surveyId'), c.key('targetType', 12), c.key('targetKey', 80), c.line('title', 200), c.int('zoneNo', optional), c.key('teamCode', 20), c.ref('personId', optional),
        c.int('planned'), c.day('fromDay'), c.day('dueDay'), c.key('state', 12), c.line('note', 1000, optional), c.ref('submittedBy', optional), c.instant('updatedAt'),
      ],
      unique: [['surveyId', 'targetType', 'targetKey']], index: [['surveyId', 'teamCode']],
    },
    {
      name: 'survey_training',
      columns: [c.id(), c.ref('surveyId'), c.ref('personId'), c.day('day'), c.int('testOutlets'), c.line('note', 1000, optional), c.ref('recordedBy'), c.instant('recordedAt')],
      unique: [['surveyId', 'personId', 'day']],
    },
    {
      name: 'daily_sheet',
      columns: [
        c.id(), c.ref('surveyId'), c.key('teamCode', 20), c.int('zoneNo'), c.day('day'), c.instant('dueAt'), c.key('state', 10), c.key('nextStep', 12, optional), c.instant('nextAt', optional),
        c.json('counts', optional), c.int('surveyors', optional), c.line('problems', 2000, optional), c.line('competitorNews', 2000, optional), c.amount('fees', optional), c.ref('signedBy', optional),
        c.instant('signedAt', optional),
      ],
      unique: [['surveyId', 'teamCode', 'zoneNo', 'day']], index: [['surveyId', 'state', 'nextAt']],
    },
    {
      name: 'survey_review',
      columns: [
        c.id(), c.ref('recordId'), c.ref('rootId'), c.int('version'), c.ref('surveyId', optional), c.key('outcome', 8), c.line('comment', 1000, optional), c.ref('reviewerId'), c.instant('at'),
      ],
      unique: [['recordId']], index: [['surveyId', 'version'], ['rootId']],
    },
    {
      name: 'spot_check',
      columns: [
        c.id(), c.ref('surveyId'), c.ref('recordId'), c.key('block', 120), c.int('zoneNo', optional), c.day('day'), c.ref('surveyorId'), c.flag('walksBlock'), c.ref('checkerId', optional),
        c.key('state', 6), c.int('fieldsChecked', optional), c.int('fieldsAgreed', optional), c.int('outletsFound', optional), c.int('missedOutlets', optional), c.json('findings', optional),
        c.line('note', 1000, optional), c.hash('seed'), c.instant('drawnAt'), c.instant('checkedAt', optional),
      ],
      unique: [['recordId']], index: [['surveyId', 'state']],
    },
    {
      name: 'resurvey_task',
      columns: [
        c.id(), c.ref('surveyId'), c.key('reason', 12), c.line('note', 1000), c.ref('recordId', optional), c.ref('checkId', optional), c.int('zoneNo', optional), c.int('records'),
        c.key('teamCode', 20, optional), c.ref('personId', optional), c.day('dueDay'), c.key('state', 10), c.ref('openedBy'), c.instant('openedAt'), c.ref('closedBy', optional),
        c.instant('closedAt', optional), c.line('closedNote', 1000, optional),
      ],
      unique: [['checkId', 'reason']], index: [['surveyId', 'state']],
    },
  ];
}
