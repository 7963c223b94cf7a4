import { TableColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';

/** What a trial run of an import asks a person to look at. */
export class ImportWarnings1764110030000 implements MigrationInterface {
  readonly name = 'ImportWarnings1764110030000';

  async up(runner: QueryRunner): Promise<void> {
    const c = columnKinds(runner);
    await runner.addColumns('data_import', [new TableColumn(c.json('warnings', { nullable: true })), new TableColumn(c.int('moreWarnings', { default: '0' }))]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns('data_import', ['warnings', 'moreWarnings']);
  }
}
