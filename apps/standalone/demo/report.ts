import type { EntryView, PacketView } from '../../../libs/contracts/views.js';
import type { StageKey, Target } from '../../../libs/playbook/define-stage.js';
import type { Cast } from './cast.js';
import type { Told } from './story.js';

type Condition = { readonly kpi: string; readonly numerator: number | null; readonly denominator: number | null; readonly value: number | null; readonly threshold: Target; readonly met: boolean | null };
type Round = { readonly verdict: string; readonly conditions: readonly Condition[]; readonly decision: string | null };
type EntryReport = {
  readonly id: string; readonly market: string | null; readonly bundle: string;
  readonly stages: readonly { readonly key: StageKey; readonly rounds: readonly Round[] }[];
  readonly journal: { readonly lines: number; readonly verified: boolean };
  readonly lineage: { readonly bundle: string; readonly from: string } | null;
};
export type Report = { readonly ok: boolean; readonly seconds: number; readonly entries: readonly EntryReport[] };
type Read = { readonly view: EntryView; readonly report: EntryReport };

/** What the doors say about the two entries afterwards, and what of the promised story is not there. */
export async function report(cast: Cast, told: Told, seconds: number): Promise<{ report: Report; missing: string[] }> {
  const [first, second] = [await read(cast, told.first), await read(cast, told.second)];
  const missing = [...missingOfFirst(first), ...await missingOfSecond(cast, first, second)];
  return { report: { ok: missing.length === 0, seconds: Math.round(seconds * 10) / 10, entries: [first.report, second.report] }, missing };
}

async function read(cast: Cast, entryId: string): Promise<Read> {
  const { client } = cast.get('aud');
  const view = await client.call('getEntry', { params: { entryId } });
  const stages: { key: StageKey; rounds: Round[] }[] = [];
  for (const key of new Set(view.rail.map((run) => run.key))) {
    const last = Math.max(...view.rail.filter((run) => run.key === key).map((run) => run.round));
    stages.push({ key, rounds: await roundsOf(cast, entryId, key, last) });
  }
  const { lines, verified } = await client.call('verifyJournal', { params: { entryId } });
  const lineage = view.lineage === null ? null : { bundle: view.lineage.bundleHash, from: view.lineage.entryId };
  return { view, report: { id: view.id, market: view.market, bundle: view.bundle.hash, stages: stages.filter((stage) => stage.rounds.length > 0), journal: { lines, verified }, lineage } };
}

/** Every packet that was frozen in a stage, through all its rounds. */
async function roundsOf(cast: Cast, entryId: string, stage: StageKey, rounds: number): Promise<Round[]> {
  const found: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const gate = await cast.get('aud').client.call('getGate', { params: { entryId, stage }, query: { round } });
    found.push(...gate.packets.map(roundOf));
  }
  return found;
}

function roundOf(packet: PacketView): Round {
  const conditions = packet.conditions.flatMap((condition) => condition.tests.map(({ kpi, numerator, denominator, value, target, met }) => ({ kpi, numerator, denominator, value, threshold: target, met })));
  return { verdict: packet.verdict, conditions, decision: packet.decisions.at(-1)?.kind ?? null };
}

function missingOfFirst({ view, report: entry }: Read): string[] {
  const decided = (decision: string | null): boolean => decision === 'go' || decision === 'conditional_go';
  const turned = entry.stages.some(({ rounds }) => rounds.some((round, index) => round.verdict === 'passed' && rounds.slice(0, index).some((earlier) => earlier.verdict === 'not_passed')));
  const has = (decision: string): boolean => entry.stages.some(({ rounds }) => rounds.some((round) => round.decision === decision));
  return [
    ...(view.state === 'completed' ? [] : [`the first entry is ${view.state}`]),
    ...(entry.stages.length === 8 ? [] : [`the first entry froze packets in ${entry.stages.length} stages`]),
    ...entry.stages.filter(({ rounds }) => !decided(rounds.at(-1)?.decision ?? null)).map(({ key }) => `${key} did not end with a go`),
    ...(turned ? [] : ['no gate was seen not passing and then passing']),
    ...(has('conditional_go') && view.obligations.every((one) => one.clearedAt !== null) ? [] : ['no conditional go, or what it owed is not cleared']),
    ...(has('recycle') ? [] : ['no recycle']),
    ...(entry.journal.verified ? [] : ['the journal of the first entry does not verify']),
  ];
}

async function missingOfSecond(cast: Cast, first: Read, { view, report: entry }: Read): Promise<string[]> {
  if (entry.lineage === null) return ['the second entry has no lineage'];
  const bundle = await cast.get('aud').client.call('getBundle', { params: { hash: entry.lineage.bundle } });
  const g1 = entry.stages.find(({ key }) => key === 'select');
  return [
    ...(entry.lineage.from === first.report.id && bundle.fromEntryId === first.report.id && bundle.parentHash === first.report.bundle ? [] : ['the lineage does not lead to the first entry']),
    ...(view.bundle.hash === bundle.hash ? [] : ['the second entry does not run on the published bundle']),
    ...(g1?.rounds.at(-1)?.decision === 'go' && view.market !== null ? [] : ['the second entry has not passed its own G1']),
    ...(entry.journal.verified ? [] : ['the journal of the second entry does not verify']),
  ];
}
