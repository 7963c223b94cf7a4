import type { EntityManager } from 'typeorm';
import type { DuplicatesView, FindDuplicates, FindTerminals, FoundTerminals, ListTerminals, MergeView, TerminalDetail, TerminalList, TerminalView } from '../../contracts/terminal-views.js';
import { Refusal } from '../../rules/failures.js';
import type { Database } from '../data-source.js';
import { Market } from '../entities/field/master.js';
import { duplicatesOf } from './duplicates.js';
import { namesFor } from './names.js';
import { terminalRows, terminalView, type MayCall } from './terminal-view.js';

type Found = FoundTerminals['found'][number];
type Named = { readonly id: string; readonly by: Found['by'] };
type MergeRow = {
  readonly id: string; readonly reason: string; readonly mergedAt: string; readonly undoneAt: string | null;
  readonly mId: string; readonly mExternalId: string; readonly mCode: string | null; readonly mName: string; readonly sId: string; readonly sExternalId: string; readonly sCode: string | null; readonly sName: string;
};

/** The terminal master: lists, one terminal with its past, and a terminal by anything that it was ever called. */
export class TerminalBoard {
  constructor(private readonly db: Database) {}

  private get em(): EntityManager {
    return this.db.reader.manager;
  }

  async list(marketId: string, { search, status, zone, limit, after }: ListTerminals, mayCall: MayCall): Promise<TerminalList> {
    await this.mustKnow(marketId);
    const like = search === undefined ? [] : [`%${search.toLowerCase()}%`];
    const where = ['t.marketId = ?', ...(status === undefined ? [] : ['t.status = ?']), ...(zone === undefined ? [] : ['z.zoneNo = ?']),
      ...(search === undefined ? [] : ["(LOWER(t.name) LIKE ? OR LOWER(COALESCE(t.address, '')) LIKE ? OR LOWER(t.externalId) LIKE ? OR COALESCE(t.code, '') LIKE ?)"])].join(' AND ');
    const parameters = [marketId, ...(status === undefined ? [] : [status]), ...(zone === undefined ? [] : [zone]), ...like, ...like, ...like, ...like];
    const [counted]: { n: unknown }[] = await this.em.query(`SELECT COUNT(*) AS n FROM terminal t LEFT JOIN zone z ON z.id = t.zoneId WHERE ${where}`, parameters);
    const rows = await terminalRows(this.em, `${where} ORDER BY t.externalId LIMIT ${limit} OFFSET ${after}`, parameters);
    const total = Number(counted?.n ?? 0);
    return { total, rows: rows.map((row) => terminalView(row, mayCall)), next: after + limit < total ? after + limit : null };
  }

  async terminal(terminalId: string, mayCall: MayCall): Promise<TerminalView> {
    const [row] = await terminalRows(this.em, 't.id = ?', [terminalId]);
    if (!row) throw new Refusal('not-found', { what: `terminal ${terminalId}` });
    return terminalView(row, mayCall);
  }

  async detail(terminalId: string, mayCall: MayCall): Promise<TerminalDetail> {
    const view = await this.terminal(terminalId, mayCall);
    const codes: { code: string; givenAt: string }[] = await this.em.query('SELECT c.code, c.givenAt FROM terminal_code c WHERE c.marketId = ? AND c.externalId = ? ORDER BY c.givenAt DESC, c.code', [view.market.id, view.externalId]);
    const formerIds: TerminalDetail['formerIds'] = await this.em.query('SELECT f.externalId, f.replacedAt FROM former_external_id f WHERE f.terminalId = ? ORDER BY f.replacedAt DESC', [terminalId]);
    const merges = await this.merges('g.mergedId = ? OR g.survivorId = ? ORDER BY g.mergedAt DESC', [terminalId, terminalId]);
    return {
      ...view, codes: codes.map((one) => ({ ...one, present: one.code === view.code })), formerIds: formerIds.map((one) => ({ ...one })), merges, history: await this.history(terminalId),
    };
  }

  async duplicates(marketId: string, asked: FindDuplicates, mayCall: MayCall): Promise<DuplicatesView> {
    await this.mustKnow(marketId);
    return duplicatesOf(this.em, marketId, asked, mayCall);
  }

  private async mustKnow(marketId: string): Promise<void> {
    if (!(await this.em.existsBy(Market, { id: marketId }))) throw new Refusal('not-found', { what: `market ${marketId}` });
  }

  async merge(mergeId: string): Promise<MergeView> {
    const [merge] = await this.merges('g.id = ?', [mergeId]);
    if (!merge) throw new Refusal('not-found', { what: `merge ${mergeId}` });
    return merge;
  }

  /** Throws nothing for an unknown key: then nothing was found. */
  async find({ key, marketId, on }: FindTerminals, mayCall: MayCall): Promise<FoundTerminals> {
    const text = key.normalize('NFKC').trim();
    const code = codeIn(text);
    const named = await this.named(text, code, marketId);
    const found: Found[] = [];
    for (const { id, by } of named) found.push(await this.survivor(id, by, mayCall));
    return { key, code: code === null ? null : { text: code, markets: await this.numberOf(code, on) }, found };
  }

  private async named(text: string, code: string | null, marketId: string | undefined): Promise<Named[]> {
    const [of, more] = marketId === undefined ? ['', []] : [' AND m.id = ?', [marketId]];
    // From the markets: then every key finds its index, which all begin with the market.
    const ask = async (sql: string, parameter: string): Promise<{ id: string; code?: string | null }[]> => this.em.query(`${sql}${of} ORDER BY m.code LIMIT 100`, [parameter, ...more]);
    const byCode = code === null ? [] : await ask('SELECT t.id, t.code FROM market m JOIN terminal_code c ON c.marketId = m.id JOIN terminal t ON t.marketId = c.marketId AND t.externalId = c.externalId WHERE c.code = ?', code);
    const byNumber = await ask('SELECT t.id FROM market m JOIN terminal t ON t.marketId = m.id WHERE t.externalId = ?', text);
    const byFormer = await ask('SELECT f.terminalId AS id FROM market m JOIN former_external_id f ON f.marketId = m.id WHERE f.externalId = ?', text);
    const byId = await ask('SELECT t.id FROM terminal t JOIN market m ON m.id = t.marketId WHERE t.id = ?', text.toLowerCase());
    const all: Named[] = [
      ...byCode.map((row): Named => ({ id: row.id, by: row.code === code ? 'code' : 'former-code' })), ...byNumber.map(({ id }): Named => ({ id, by: 'number' })),
      ...byFormer.map(({ id }): Named => ({ id, by: 'former-number' })), ...byId.map(({ id }): Named => ({ id, by: 'id' })),
    ];
    return all.filter(({ id }, i) => all.findIndex((one) => one.id === id) === i);
  }

  /** The terminal for which the named one counts. */
  private async survivor(id: string, by: Found['by'], mayCall: MayCall): Promise<Found> {
    const named = await this.terminal(id, mayCall);
    let terminal = named;
    while (terminal.mergedInto !== null) terminal = await this.terminal(terminal.mergedInto, mayCall);
    return { by, terminal, merged: terminal === named ? null : { id: named.id, externalId: named.externalId, code: named.code, name: named.name } };
  }

  private async numberOf(code: string, on: string | undefined): Promise<NonNullable<FoundTerminals['code']>['markets']> {
    type Row = { id: string; code: string; name: string; validFrom: string | null; validTo: string | null; sId: string | null; sCode: string; sName: string };
    const number = this.em.connection.driver.escape('number');
    const rows: Row[] = await this.em.query(
      `SELECT m.id, m.code, m.name, CASE WHEN m.marketNo = n.${number} THEN m.validFrom ELSE n.validFrom END AS validFrom,
         CASE WHEN m.marketNo = n.${number} THEN m.validTo ELSE n.validTo END AS validTo, s.id AS sId, s.code AS sCode, s.name AS sName
       FROM market_number n JOIN market m ON m.code = n.marketCode LEFT JOIN market s ON s.id = m.successorId WHERE n.${number} = ?`, [Number(code.slice(0, 2))]);
    return rows.map(({ sId, sCode, sName, ...market }) => ({
      ...market, successor: sId === null ? null : { id: sId, code: sCode, name: sName },
      validThen: on === undefined ? null : (market.validFrom === null || market.validFrom <= on) && (market.validTo === null || on <= market.validTo),
    }));
  }

  private async merges(where: string, parameters: readonly string[]): Promise<MergeView[]> {
    const columns = (alias: string): string => `${alias}.id AS ${alias}Id, ${alias}.externalId AS ${alias}ExternalId, ${alias}.code AS ${alias}Code, ${alias}.name AS ${alias}Name`;
    const rows: MergeRow[] = await this.em.query(
      `SELECT g.id, g.reason, g.mergedAt, g.undoneAt, ${columns('m')}, ${columns('s')} FROM terminal_merge g JOIN terminal m ON m.id = g.mergedId JOIN terminal s ON s.id = g.survivorId WHERE ${where}`, [...parameters]);
    return rows.map((row) => ({
      mergeId: row.id, reason: row.reason, mergedAt: row.mergedAt, undoneAt: row.undoneAt,
      merged: { id: row.mId, externalId: row.mExternalId, code: row.mCode, name: row.mName }, survivor: { id: row.sId, externalId: row.sExternalId, code: row.sCode, name: row.sName },
    }));
  }

  private async history(terminalId: string): Promise<TerminalDetail['history']> {
    const lines: { at: string; actorId: string; kind: string; data: string }[] = await this.em.query(
      'SELECT l.at, l.actorId, l.kind, l.data FROM journal_line l WHERE l.chain = ? ORDER BY l.seq DESC LIMIT 500', [`terminal/${terminalId}`]);
    const names = await namesFor(this.em, lines.map(({ actorId }) => actorId));
    return lines.map(({ at, actorId, kind, data }) => ({ at, by: names.of(actorId).name, kind, data: JSON.parse(data) as Record<string, unknown> }));
  }
}

/** `03022004`, `03 02 2 004` and `03-02-2-004` are one code; null when the text has not the form of one. arithmetic.md §12 */
function codeIn(text: string): string | null {
  if (!/^[\d\s\-–—.]+$/.test(text)) return null;
  const [, market, zone, route, customer] = /^(\d{2})(\d{2})(\d{1,2})(\d{3})$/.exec(text.replace(/\D/g, '')) ?? [];
  return market === undefined ? null : [market, zone, route, customer].join('-');
}
