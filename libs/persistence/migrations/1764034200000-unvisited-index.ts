import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const columnNames = ['marketId', 'lastValidVisit', 'firstValidVisit', 'status', 'class', 'firstSeen', 'externalId', 'id'];

/** All that the unvisited list asks of every terminal of a market, in one stretch of an index. */
export class UnvisitedIndex1764034200000 implements MigrationInterface {
  readonly name = 'UnvisitedIndex1764034200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('terminal', this.index(runner));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('terminal', this.index(runner).name ?? '');
  }

  private index(runner: QueryRunner): TableIndex {
    return new TableIndex({ columnNames, name: runner.connection.namingStrategy.indexName('terminal', columnNames) });
  }
}
