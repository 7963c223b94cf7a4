import { randomUUID } from 'node:crypto';
import { Incident, type IncidentKind } from '../../persistence/entities/field/trade.js';
import { Market } from '../../persistence/entities/field/master.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import type { Role } from '../../playbook/roles.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { companyCommand } from '../define-command.js';
import { mustBeStored, Named } from './named.js';

/** Whoever is in the street may report; whoever answers for it leads it to its end. method.md §11, §12 */
const reporting: readonly Role[] = ['adv', 'prom', 'sup', 'rm', 'clerk', 'aud', 'sponsor'];
const leading: readonly Role[] = ['sup', 'rm', 'aud', 'sponsor'];

export type IncidentAnswer = { readonly id: string; readonly state: Incident['state']; readonly owner: string; readonly due: string };

type ReportIncident = {
  readonly marketId: string; readonly kind: IncidentKind; readonly foundOn: string; readonly text: string; readonly terminal?: string | undefined; readonly sku?: string | undefined;
  readonly sourceDealer?: string | undefined; readonly batchCode?: string | undefined; readonly fileIds: readonly string[]; readonly owner: string; readonly due: string;
};

export const reportIncident = companyCommand<ReportIncident, IncidentAnswer>(async (tx, { marketId, kind, foundOn, text, owner, due, fileIds, ...named }) => {
  if (!(await tx.em.existsBy(Market, { id: marketId }))) throw new Refusal('not-found', { what: `market ${marketId}` });
  may(tx, reporting, marketId);
  if (foundOn > tx.now.slice(0, 10)) throw new Refusal('invalid-input', {}, [{ field: 'foundOn', rule: 'not-in-the-future', zh: '不能在将来', en: 'Lies in the future' }]);
  const known = new Named(tx.em, marketId);
  await known.person('owner', owner);
  const places = {
    terminalId: await known.terminal('terminal', named.terminal), skuId: await known.sku('sku', named.sku), sourceDealerId: await known.dealer('sourceDealer', named.sourceDealer),
  };
  known.mustBeKnown();
  await mustBeStored(tx.em, fileIds);
  const id = randomUUID();
  await tx.em.insert(Incident, {
    id, marketId, clientId: id, kind, foundOn, ...places, batchCode: named.batchCode ?? null, text, fileIds: [...fileIds], owner, due, state: 'open', finding: null, result: null,
    reportedBy: tx.actor.personId, reportedAt: tx.now, closedOn: null,
  });
  await tx.record(`incident/${id}`, 'reportIncident', { marketId, kind, foundOn, text, ...named, owner, due, fileIds: [...fileIds] });
  return { id, state: 'open', owner, due };
});

type InvestigateIncident = { readonly incidentId: string; readonly note: string; readonly sourceDealer?: string | undefined; readonly owner?: string | undefined; readonly due?: string | undefined };

/** What is known by now; it may pass to another owner or day, which the journal keeps. */
export const investigateIncident = companyCommand<InvestigateIncident, IncidentAnswer>(async (tx, { incidentId, note, sourceDealer, owner, due }) => {
  const incident = await openIncident(tx, incidentId);
  const known = new Named(tx.em, incident.marketId);
  await known.person('owner', owner);
  const sourceDealerId = (await known.dealer('sourceDealer', sourceDealer)) ?? incident.sourceDealerId;
  known.mustBeKnown();
  if (due !== undefined && due < incident.foundOn) throw new Refusal('invalid-input', {}, [{ field: 'due', rule: 'after-found', zh: '期限早于发现日期', en: 'Is due before it was found' }]);
  const changed = { state: 'investigating', owner: owner ?? incident.owner, due: due ?? incident.due, sourceDealerId } as const;
  await tx.em.update(Incident, { id: incidentId }, changed);
  await tx.record(`incident/${incidentId}`, 'investigateIncident', { note, owner: changed.owner, due: changed.due, ...(sourceDealer !== undefined && { sourceDealer }) });
  return { id: incidentId, state: changed.state, owner: changed.owner, due: changed.due };
});

type CloseIncident = { readonly incidentId: string; readonly finding: 'confirmed' | 'unfounded'; readonly result: string };

/** By somebody who answers for the market and did not report it: one person alone could make an incident come and go. */
export const closeIncident = companyCommand<CloseIncident, IncidentAnswer>(async (tx, { incidentId, finding, result }) => {
  const { marketId, owner, due, reportedBy } = await openIncident(tx, incidentId);
  may(tx, leading, marketId);
  if (reportedBy === tx.actor.personId) throw new Refusal('own-work', { about: `incident ${incidentId}` });
  await tx.em.update(Incident, { id: incidentId }, { state: 'closed', finding, result, closedOn: tx.now.slice(0, 10) });
  await tx.record(`incident/${incidentId}`, 'closeIncident', { finding, result });
  return { id: incidentId, state: 'closed', owner, due };
});

/** Locked, and led by somebody who may. Throws `wrong-state` when it is closed. */
async function openIncident(tx: CompanyTransaction, incidentId: string): Promise<Incident> {
  const incident = await lockRow(tx.em, Incident, { id: incidentId });
  if (!incident) throw new Refusal('not-found', { what: `incident ${incidentId}` });
  if (incident.owner !== tx.actor.login) may(tx, leading, incident.marketId);
  if (incident.state === 'closed') throw new Refusal('wrong-state', { why: `closed on ${incident.closedOn}` });
  return incident;
}

function may({ actor }: CompanyTransaction, roles: readonly Role[], marketId: string): void {
  if (!actor.admin) mustHold(actor, roles, [marketId]);
}
