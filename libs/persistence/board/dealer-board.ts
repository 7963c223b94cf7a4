import { In, type EntityManager } from 'typeorm';
import type { ContractQuery, ContractView, DealerCard, DealerRow, DealersQuery } from '../../contracts/dealer-views.js';
import { ratio } from '../../measures/ratio.js';
import { brandSharesIn } from '../../rules/brand-shares.js';
import { contractState } from '../../rules/contract-state.js';
import { Refusal } from '../../rules/failures.js';
import type { Database } from '../data-source.js';
import { DealerAssessment, DealerContract, DealerSurvey } from '../entities/field/dealers.js';
import { count } from '../field/question.js';
import { namesFor } from './names.js';
import { StockBoard } from './stock-board.js';
import { marks } from '../marks.js';

type Base = {
  readonly id: string; readonly marketId: string; readonly code: string; readonly name: string; readonly core: unknown; readonly status: 'active' | 'closed'; readonly owner: string | null;
  readonly monthlyCapacity: unknown; readonly lastValidVisit: string | null; readonly firstValidVisit: string | null;
};
type Owed = NonNullable<DealerRow['owed']>;
const nullOr = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** Dealers: who they are, what was agreed with them, what they owe. */
export class DealerBoard {
  private readonly stock: StockBoard;

  constructor(private readonly db: Database) { this.stock = new StockBoard(db); }

  private get em(): EntityManager { return this.db.reader.manager; }

  async dealers(marketId: string, { asOf, core, limit, after }: DealersQuery, today: string): Promise<DealerRow[]> {
    await this.market(marketId);
    const rows: Base[] = await this.em.query(
      `SELECT d.* FROM dealer d WHERE d.marketId = ?${core === undefined ? '' : ' AND d.core = ?'} ORDER BY d.code LIMIT ${limit} OFFSET ${after}`, [marketId, ...(core === undefined ? [] : [core === 'true' ? 1 : 0])]);
    const day = asOf ?? today;
    const figures = await this.figuresOf(rows, day);
    const latest = await this.assessments(rows.map(({ id }) => id), day);
    return rows.map((row): DealerRow => {
      const { contracts, ...own } = figures(row);
      const assessment = latest.filter(({ dealerId }) => dealerId === row.id)[0];
      return { ...own, total: assessment?.total ?? null, grade: assessment?.grade ?? null, assessedOn: assessment?.day ?? null, zones: [...new Set(contracts.filter(({ state }) => state === 'standing').flatMap(({ zones }) => zones.map(({ zoneNo }) => zoneNo)))].sort((a, b) => a - b) };
    });
  }

  async card(dealerId: string, day: string): Promise<DealerCard> {
    const [row]: Base[] = await this.em.query('SELECT d.* FROM dealer d WHERE d.id = ?', [dealerId]);
    if (!row) throw new Refusal('not-found', { what: `dealer ${dealerId}` });
    const { contracts, ...own } = (await this.figuresOf([row], day))(row);
    const assessments = await this.assessments([dealerId], day);
    const names = await namesFor(this.em, assessments.map(({ assessedBy }) => assessedBy));
    const surveys = await this.em.find(DealerSurvey, { where: { dealerId }, order: { day: 'DESC' } });
    const [open]: { n: unknown }[] = await this.em.query("SELECT COUNT(*) AS n FROM incident i WHERE i.sourceDealerId = ? AND i.state <> 'closed'", [dealerId]);
    return {
      ...own, market: await this.market(row.marketId), asOf: day, contracts, openIncidents: count(open?.n),
      assessments: assessments.map(({ marketId: _m, dealerId: _d, assessedBy, criteria, limits, ...rest }) => ({ ...rest, criteria: criteria.map((one) => ({ ...one })), limits: { ...limits }, assessedBy: names.of(assessedBy) })),
      surveys: surveys.filter((survey) => survey.day <= day).map(({ id: _i, marketId: _m, dealerId: _d, brandShares, ...survey }) => ({ ...survey, brandShares: brandShares === null ? [] : brandSharesIn(brandShares) ?? [] })),
      stock: (await this.stock.dealerStock(row.marketId, { to: day, days: 28, dealer: row.code, safetyFactor: 1.5, limit: 500, after: 0 }, day)).rows,
    };
  }

  /** By number; those of a dealer, a zone or a state where asked. */
  async contracts(marketId: string, { dealer, zone, on, state }: ContractQuery, today: string): Promise<ContractView[]> {
    await this.market(marketId);
    const all = await this.contractsOf(marketId, null, on ?? today);
    return all.filter((one) => (dealer === undefined || one.dealer.code === dealer) && (zone === undefined || one.zones.some(({ zoneNo }) => zoneNo === zone)) && (state === undefined || one.state === state));
  }

  private async contractsOf(marketId: string, dealerIds: readonly string[] | null, day: string): Promise<ContractView[]> {
    const contracts = await this.em.find(DealerContract, { where: { marketId, ...(dealerIds && { dealerId: In([...dealerIds]) }) }, order: { number: 'ASC' } });
    const dealers: { id: string; code: string; name: string }[] = await this.em.query('SELECT d.id, d.code, d.name FROM dealer d WHERE d.marketId = ?', [marketId]);
    const zones: { contractId: string; zoneNo: number; name: string; monthlyCapacity: unknown }[] = await this.em.query(
      'SELECT t.contractId, z.zoneNo, z.name, t.monthlyCapacity FROM dealer_territory t JOIN zone z ON z.id = t.zoneId WHERE z.marketId = ? ORDER BY z.zoneNo', [marketId]);
    const known = new Map(dealers.map((one) => [one.id, one]));
    return contracts.map(({ marketId: _m, dealerId, fromDay, toDay, recordedOn: _r, fileIds, ...rest }) => ({
      ...rest, from: fromDay, to: toDay, dealer: known.get(dealerId) ?? { id: dealerId, code: '', name: '' }, fileIds: fileIds ?? [], state: contractState({ fromDay, toDay, ...rest }, day),
      zones: zones.filter(({ contractId }) => contractId === rest.id).map(({ zoneNo, name, monthlyCapacity }) => ({ zoneNo, name, monthlyCapacity: Number(monthlyCapacity) })),
    }));
  }

  /** Newest first. */
  private assessments(dealerIds: readonly string[], day: string): Promise<DealerAssessment[]> {
    return this.em.find(DealerAssessment, { where: { dealerId: In([...dealerIds]) }, order: { day: 'DESC', assessedAt: 'DESC' } }).then((all) => all.filter((one) => one.day <= day));
  }

  private async figuresOf(rows: readonly Base[], day: string) {
    const ids = rows.map(({ id }) => id);
    const [first] = rows;
    const contracts = first ? await this.contractsOf(first.marketId, ids, day) : [];
    const terminals: { dealerId: string; n: unknown }[] = ids.length === 0 ? [] : await this.em.query(`SELECT t.dealerId, COUNT(*) AS n FROM terminal t WHERE t.dealerId IN (${marks(ids)}) AND t.status NOT IN ('closed', 'merged') GROUP BY t.dealerId`, ids);
    const owed = await this.owedOf(ids, day);
    return (row: Base) => {
      const its = contracts.filter(({ dealer }) => dealer.id === row.id);
      const limits = its.filter(({ state }) => state === 'standing').flatMap(({ creditLimit }) => (creditLimit === null ? [] : [creditLimit]));
      const creditLimit = limits.length === 0 ? null : limits.reduce((all, limit) => all + limit, 0);
      const debt = owed.get(row.id) ?? null;
      return {
        id: row.id, code: row.code, name: row.name, core: Number(row.core) === 1, status: row.status, owner: row.owner === '' ? null : row.owner, monthlyCapacity: nullOr(row.monthlyCapacity),
        terminals: count(terminals.find(({ dealerId }) => dealerId === row.id)?.n), lastVisit: row.lastValidVisit, creditLimit, owed: debt, creditUse: ratio(debt?.receivable ?? null, creditLimit), contracts: its,
      };
    };
  }

  /** By the latest list of each up to the day. */
  private async owedOf(ids: readonly string[], day: string): Promise<Map<string, Owed>> {
    if (ids.length === 0) return new Map();
    const rows: { dealerId: string; day: string; receivable: unknown; overdue: unknown }[] = await this.em.query(
      `SELECT r.dealerId, r.day, SUM(CASE WHEN r.amount > r.paid THEN r.amount - r.paid ELSE 0 END) AS receivable, SUM(r.overdue) AS overdue FROM receivable r
       WHERE r.dealerId IN (${marks(ids)}) AND r.day = (SELECT MAX(l.day) FROM receivable l WHERE l.dealerId = r.dealerId AND l.day <= ?) GROUP BY r.dealerId, r.day`, [...ids, day]);
    return new Map(rows.map((row) => [row.dealerId, { day: row.day, receivable: count(row.receivable), overdue: count(row.overdue), overdueRatio: ratio(count(row.overdue), count(row.receivable)) }]));
  }

  private async market(marketId: string): Promise<{ id: string; code: string }> {
    const [market]: { id: string; code: string }[] = await this.em.query('SELECT m.id, m.code FROM market m WHERE m.id = ?', [marketId]);
    if (!market) throw new Refusal('not-found', { what: `market ${marketId}` });
    return { id: market.id, code: market.code };
  }
}
