import type { EntityManager } from 'typeorm';
import type { AreaList, ListAreas } from '../../contracts/geography-views.js';
import { Refusal } from '../../rules/failures.js';
import type { Database } from '../data-source.js';

type Row = { readonly code: string; readonly name: string; readonly parentCode: string | null; readonly hasBorder: unknown; readonly datum: 'wgs84' | 'gcj02' | 'bd09' | null };

/** The areas of a layer, level by level. */
export class AreaBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager {
    return this.db.reader.manager;
  }

  /** Throws `not-found` for an area that the layer does not have. */
  async list({ layer, under, level, search, limit, after }: ListAreas): Promise<AreaList> {
    const counted: { layer: string; areas: unknown }[] = await this.em.query('SELECT a.layer, COUNT(*) AS areas FROM area a GROUP BY a.layer ORDER BY a.layer');
    const layers = counted.map((one) => ({ layer: one.layer, areas: Number(one.areas) }));
    if (layer === undefined) return { layers, levels: [], total: 0, rows: [], next: null };
    const tree = new AreaTree(await this.em.query(
      'SELECT a.code, a.name, a.parentCode, CASE WHEN a.border IS NULL THEN 0 ELSE 1 END AS hasBorder, a.datum FROM area a WHERE a.layer = ? ORDER BY a.position', [layer]));
    if (under !== undefined && !tree.has(under)) throw new Refusal('not-found', { what: `area ${under}` });
    const wanted = search?.toLowerCase();
    const found = tree.at(under ?? null, level).filter(({ code, name }) => wanted === undefined || name.toLowerCase().includes(wanted) || code.toLowerCase().includes(wanted));
    return {
      layers, levels: tree.levelsUnder(under ?? null), total: found.length, next: after + limit < found.length ? after + limit : null,
      rows: found.slice(after, after + limit).map((row) => ({ ...row, layer, hasBorder: Number(row.hasBorder) === 1, below: tree.levelsUnder(row.code) })),
    };
  }
}

class AreaTree {
  private readonly children = new Map<string | null, Row[]>();
  private readonly codes = new Set<string>();

  constructor(rows: readonly Row[]) {
    for (const row of rows) {
      this.codes.add(row.code);
      const siblings = this.children.get(row.parentCode);
      if (siblings) siblings.push(row);
      else this.children.set(row.parentCode, [row]);
    }
  }

  has(code: string): boolean { return this.codes.has(code); }

  /** The areas so many steps under one, or under the top. */
  at(under: string | null, level: number): Row[] {
    let rows = this.children.get(under) ?? [];
    for (let step = 1; step < level; step += 1) rows = rows.flatMap(({ code }) => this.children.get(code) ?? []);
    return rows;
  }

  /** How many there are one step under it, two steps … A chain of parents that bites its own tail is below nothing. */
  levelsUnder(under: string | null): number[] {
    const levels: number[] = [];
    for (let rows = this.children.get(under) ?? []; rows.length > 0 && levels.length < 20; rows = rows.flatMap(({ code }) => this.children.get(code) ?? [])) levels.push(rows.length);
    return levels;
  }
}
