import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { z } from 'zod';
import type { importKinds } from '../../libs/contracts/field-rows.js';
import type { ImportView } from '../../libs/contracts/import-views.js';
import type { AbcQuery, AbcView, KpiAnswer, KpiQuery, StructureQuery, StructureView } from '../../libs/contracts/street.js';
import { over, exact, roundHalfUp, times } from '../../libs/measures/exact.js';
import { carryThrough } from './imports.js';
import { mappingText } from './mappings.js';
import type { ApiUnderTest } from './server.js';

/*
 * A market as somebody outside would bring it in and ask about it: files with a mapping file each, and questions, over HTTP.
 */
export type ImportKind = (typeof importKinds)[number];

/** Imports a file under a mapping of `test/mappings`; without a file one row of nothing, for mappings of constants. */
export async function importMapped(api: ApiUnderTest, kind: ImportKind, mapping: string, file: string | null): Promise<ImportView> {
  return importUnder(api, kind, mappingText(mapping), file === null ? 'x\n1\n' : readFileSync(file), file === null ? 'constants.csv' : basename(file));
}

/** Imports a content under the text of a mapping. */
export async function importUnder(api: ApiUnderTest, kind: ImportKind, mapping: string, content: string | Buffer, fileName = 'rows.csv'): Promise<ImportView> {
  const { id } = await api.admin.call('importFile', { params: { kind }, query: {}, file: new Blob([new Uint8Array(Buffer.from(content))]), fileName, fields: { mapping } });
  await carryThrough({ db: api.parts.db, uow: api.parts.unitOfWork }, id);
  return api.admin.call('getImport', { params: { importId: id } });
}

export type Asked = Omit<z.input<typeof KpiQuery>, 'measure'>;
export type Street = {
  kpi(measure: z.input<typeof KpiQuery>['measure'], asked: Asked): Promise<KpiAnswer>;
  abc(asked: z.input<typeof AbcQuery>): Promise<AbcView>;
  structure(asked: z.input<typeof StructureQuery>): Promise<StructureView>;
};

/** Questions about one market, by its code. */
export async function streetOf(api: ApiUnderTest, code: string): Promise<Street & { readonly marketId: string }> {
  const markets = await api.admin.call('listMarkets', { query: { search: code } });
  const marketId = markets.find((market) => market.code === code)?.id ?? '';
  return {
    marketId,
    kpi: (measure, asked) => api.admin.call('kpi', { params: { marketId }, query: { measure, ...asked } }),
    structure: (asked) => api.admin.call('structureTable', { params: { marketId }, query: asked }),
    abc: (asked) => api.admin.call('abcTable', { params: { marketId }, query: asked }),
  };
}

/** `"12.34"` dollars of a whole number of cents. */
export function dollars(cents: number | null): string {
  if (cents === null) throw new Error('no data');
  return (cents / 100).toFixed(2);
}

/** A quotient as per cent with two decimals, half-up: rounded once, from numerator and denominator. */
export function percent({ numerator, denominator }: { readonly numerator: number | null; readonly denominator: number | null }): string {
  if (numerator === null || denominator === null || denominator === 0) throw new Error('no data');
  return roundHalfUp(times(over(exact(numerator), exact(denominator)), exact(100)), 2).toFixed(2);
}
