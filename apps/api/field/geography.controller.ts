import { Controller, Inject } from '@nestjs/common';
import { AreaMapping } from '../../../libs/contracts/geography-views.js';
import { DecisionDoor } from '../../../libs/journal/commit.js';
import { readAreas } from '../../../libs/journal/master/read-areas.js';
import { AreaBoard } from '../../../libs/persistence/board/area-board.js';
import { Figures } from '../../../libs/persistence/figures/figures.js';
import { mayKeepMaster, mustImportInto } from '../../../libs/rules/decision-rights.js';
import { Refusal } from '../../../libs/rules/failures.js';
import type { Ask } from '../http/ask.js';
import { Door, type Answer } from '../http/endpoint.js';
import { fileName } from '../http/upload.js';
import { PARTS, type Parts } from '../parts.js';
import { readMappingAs } from './read-mapping.js';

/** Areas with their borders, and where terminals stand. */
@Controller()
export class GeographyController {
  private readonly board: AreaBoard;
  private readonly figures: Figures;

  constructor(private readonly door: DecisionDoor, @Inject(PARTS) private readonly parts: Parts) {
    this.board = new AreaBoard(parts.db);
    this.figures = new Figures(parts.db, parts.bundles);
  }

  /** What a trial run finds is its answer; a real run with one error is refused as a whole. */
  @Door('importAreas')
  async importAreas({ by, query, fields, file }: Ask<'importAreas'>): Promise<Answer<'importAreas'>> {
    mustImportInto(by.actor, []);
    const mapping = readMappingAs(AreaMapping, fields.mapping);
    const { layer } = mapping;
    const { rows, hash, errors, moreErrors } = await readAreas(this.parts.db.reader.manager, file.buffer ?? Buffer.alloc(0), mapping);
    const dryRun = query.dryRun === 'true';
    const answer = { layer, dryRun, rows: rows.length, borders: rows.filter(({ border }) => border !== null).length, inserted: 0, updated: 0, unchanged: 0, errors: [...errors], moreErrors };
    if (errors.length > 0 && !dryRun) {
      throw new Refusal('import-refused', { why: `${errors.length + moreErrors} 个错误 errors.` }, errors.map(({ row, column, rule, message }) => ({ field: column === null ? `row ${row}` : `row ${row} · ${column}`, rule, ...message })));
    }
    if (dryRun) return answer;
    return { ...answer, ...(await this.door.commit('importAreas', { ...by, input: { layer, fileName: fileName(file), fileHash: hash, rows } })) };
  }

  @Door('listAreas')
  async listAreas({ query }: Ask<'listAreas'>): Promise<Answer<'listAreas'>> {
    return this.board.list(query);
  }

  @Door('areaCounts')
  async areaCounts({ params, query }: Ask<'areaCounts'>): Promise<Answer<'areaCounts'>> {
    return this.figures.areaCounts(params.marketId, query, today());
  }

  @Door('terminalsNear')
  async terminalsNear({ by, params, query }: Ask<'terminalsNear'>): Promise<Answer<'terminalsNear'>> {
    return this.figures.near(params.marketId, query, today(), (marketId) => mayKeepMaster(by.actor, marketId));
  }
}

const today = (): string => new Date().toISOString().slice(0, 10);
