import type { EntryRow } from '../../libs/contracts/views.js';
import type { Context } from './context.js';
import { Ended, exitCodes, local } from './exit-codes.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An entry's id from what a person types: the id, the beginning of it, or its whole name. */
export async function entryId(context: Context, reference: string): Promise<string> {
  if (uuid.test(reference)) return reference.toLowerCase();
  const entries: EntryRow[] = await context.client.call('listEntries', {});
  return only('项目', 'entry', reference, entries.filter((e) => e.id.startsWith(reference.toLowerCase()) || e.name === reference));
}

/** A market's id from its id or its code. */
export async function marketId(context: Context, reference: string): Promise<string> {
  if (uuid.test(reference)) return reference.toLowerCase();
  const markets = await context.client.call('listMarkets', { query: { search: reference } });
  return only('市场', 'market', reference, markets.filter((m) => m.code === reference));
}

/** A terminal's id from its id, or from any code or number that it ever had, in the named market or in the only one that knows it. */
export async function terminalId(context: Context, reference: string, market?: string): Promise<string> {
  if (uuid.test(reference)) return reference.toLowerCase();
  const { found } = await context.client.call('findTerminals', { query: { key: reference, ...(market !== undefined && { marketId: await marketId(context, market) }) } });
  const ids = [...new Set(found.map(({ terminal }) => terminal.id))];
  return only('终端', 'terminal', reference, ids.map((id) => ({ id })));
}

/** A person's id from their id or login. */
export async function personId(context: Context, reference: string): Promise<string> {
  if (uuid.test(reference)) return reference.toLowerCase();
  const people = await context.client.call('listPeople', {});
  return only('人员', 'person', reference, people.filter((p) => p.login === reference));
}

/** A bundle's hash from the hash or the beginning of it. */
export async function bundleHash(context: Context, reference: string): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(reference)) return reference;
  const bundles = await context.client.call('listBundles', {});
  return only('方案包', 'bundle', reference, bundles.filter((b) => b.hash.startsWith(reference) || b.alias === reference).map((b) => ({ id: b.hash })));
}

/** A survey form's version from its id, the beginning of it, its key (then the newest), or `key@version`. */
export async function surveyFormId(context: Context, reference: string): Promise<string> {
  if (uuid.test(reference)) return reference.toLowerCase();
  const forms = await context.client.call('listSurveyForms', {});
  const [key, version] = reference.split(/@(?=\d+$)/);
  const named = forms.filter((form) => form.formKey === key && (version === undefined || form.version === Number(version)));
  const newest = named.length > 0 ? named.slice(0, 1) : forms.filter((form) => form.id.startsWith(reference.toLowerCase()));
  return only('调查表', 'survey form', reference, newest);
}

/** The one that a reference names. Ends the command when there is none, or several. */
export function only(zh: string, en: string, reference: string, found: readonly { readonly id: string }[]): string {
  const [first, second] = found;
  if (!first) throw new Ended(local(exitCodes.refused, 'not-found', `没有${zh} ${reference}`, `There is no ${en} ${reference}`));
  if (second) throw new Ended(local(exitCodes.refused, 'ambiguous', `${reference} 对应多个${zh},请写得更完整`, `${reference} names several: write more of the ${en}'s id`));
  return first.id;
}
