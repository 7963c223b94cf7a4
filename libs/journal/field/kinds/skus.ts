import type { EntityManager } from 'typeorm';
import type { FieldRow, KindContext, KindDef, KindSession, Resolved, SideChanges, TableRow } from '../define-kind.js';
import { fault } from '../faults.js';
import { inChunks, unseen } from '../references.js';
import { rowId } from '../row-id.js';
import { chunksOf } from '../upsert.js';
import { present, presentOr } from './present.js';
import { marks } from '../../../persistence/marks.js';

/** Key: code. Brands are made as they are named; a brand is ours in all of its rows or in none. */
export const skus: KindDef = {
  fields: {
    code: { type: { is: 'text', max: 80 }, required: true },
    name: { type: { is: 'text', max: 200 }, required: true },
    brand: { type: { is: 'text', max: 120 }, required: true },
    own: { type: { is: 'flag' } },
    category: { type: { is: 'text', max: 80 } },
    caseFactor: { type: { is: 'whole', from: 1, to: 1_000_000 } },
    focus: { type: { is: 'flag' } },
    mustStock: { type: { is: 'flag' } },
  },
  /** What was ours or became ours changes who has ordered from us. */
  touched: (row, other) => (other && row['brandId'] !== other['brandId'] ? [{ what: 'sku', id: String(row['id']), week: '' }] : []),
  open: (context) => new SkuSession(context),
};

type Brand = { readonly id: string; readonly name: string; readonly own: number };

class SkuSession implements KindSession {
  readonly target = { table: 'sku', scope: [], key: 'code' };
  private readonly asked = new Set<string>();
  private readonly known = new Map<string, Brand>();
  private readonly fresh = new Map<string, string>();
  private readonly own = new Map<string, number>();

  constructor(private readonly context: KindContext) {}

  async load(rows: readonly FieldRow[]): Promise<void> {
    const found = await inChunks(unseen(rows, 'brand', this.asked), (some) => this.context.reader.query<Brand[]>(
      `SELECT b.id, b.name, b.own FROM brand b WHERE b.name IN (${marks(some)})`, some));
    for (const brand of found) this.known.set(brand.name, { ...brand, own: Number(brand.own) });
  }

  resolve(fields: FieldRow): Resolved {
    const brand = String(fields['brand']);
    const own = fields['own'] === undefined ? undefined : Number(fields['own'] ?? 0);
    if (own !== undefined) {
      if ((this.own.get(brand) ?? own) !== own) return { faults: [{ column: 'own', fault: fault('conflicting-brand', { value: brand }) }] };
      this.own.set(brand, own);
    }
    const row: TableRow = {
      ...present(fields, ['code', 'name']), brandId: this.brandId(brand), ...presentOr(fields, 'category', ''), ...presentOr(fields, 'caseFactor', 1),
      ...presentOr(fields, 'focus', 0), ...presentOr(fields, 'mustStock', 0),
    };
    return { row };
  }

  private brandId(name: string): string {
    const known = this.known.get(name)?.id ?? this.fresh.get(name);
    if (known !== undefined) return known;
    const id = rowId();
    this.fresh.set(name, id);
    return id;
  }

  /** Whether a brand is ours may stand in the last row only: the file is read to its end before anything is written. */
  check(): [] { return []; }

  async before(em: EntityManager, side: SideChanges): Promise<void> {
    for (const some of chunksOf(this.fresh, 400)) {
      await em.query(
        `INSERT INTO brand (id, name, own) VALUES ${some.map(() => '(?, ?, ?)').join(', ')}`, some.flatMap(([name, id]) => [id, name, this.own.get(name) ?? 0]));
    }
    for (const id of this.fresh.values()) side.inserted('brand', id);
    for (const { id, own, was } of this.turnedBrands()) {
      await em.query('UPDATE brand SET own = ? WHERE id = ?', [own, id]);
      side.changed('brand', id, { own: was });
      side.touched({ what: 'brand', id, week: '' });
    }
  }

  private turnedBrands(): { id: string; own: number; was: number }[] {
    return [...this.own].flatMap(([name, own]) => {
      const brand = this.known.get(name);
      return brand && brand.own !== own ? [{ id: brand.id, own, was: brand.own }] : [];
    });
  }
}
