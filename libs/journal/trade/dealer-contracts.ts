import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DealerContract, DealerTerritory } from '../../persistence/entities/field/dealers.js';
import { Market } from '../../persistence/entities/field/master.js';
import { lockRow } from '../../persistence/unit-of-work.js';
import { contractState, overlapInTime, type ContractState, type ContractTimes } from '../../rules/contract-state.js';
import { mustHold } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import type { Role } from '../../playbook/roles.js';
import type { CompanyTransaction } from '../company-transaction.js';
import { companyCommand } from '../define-command.js';
import { mustBeStored, Named } from './named.js';
import { marks } from '../../persistence/marks.js';

const contracting: readonly Role[] = ['rm', 'sponsor'];

export type ContractAnswer = { readonly id: string; readonly number: string; readonly state: ContractState };
type ZoneOf = { readonly zoneNo: number; readonly monthlyCapacity: number };
type RecordContract = {
  readonly marketId: string; readonly number: string; readonly dealer: string; readonly from: string; readonly to: string; readonly exclusive: boolean; readonly zones: readonly ZoneOf[];
  readonly monthlyTarget?: number | undefined; readonly creditLimit?: number | undefined; readonly support?: string | undefined; readonly fileIds: readonly string[]; readonly signedOn?: string | undefined;
};

/** A contract with its territory, planned or signed. Throws `territory-taken` where a zone belongs to another contract on the same days and one of the two is exclusive. method.md §8.3 */
export const recordDealerContract = companyCommand<RecordContract, ContractAnswer>(async (tx, { marketId, number, dealer, from, to, exclusive, zones, ...rest }) => {
  // Two contracts for one territory must not be recorded side by side.
  if (!(await lockRow(tx.em, Market, { id: marketId }))) throw new Refusal('not-found', { what: `market ${marketId}` });
  may(tx, marketId);
  const known = new Named(tx.em, marketId);
  const dealerId = await known.dealer('dealer', dealer);
  const zoneIds = await Promise.all(zones.map(({ zoneNo }, i) => known.zone(`zones.${i}.zoneNo`, zoneNo)));
  known.mustBeKnown();
  await mustBeStored(tx.em, rest.fileIds);
  if (await tx.em.existsBy(DealerContract, { marketId, number })) throw new Refusal('already-exists', { what: `contract ${number}` });
  const signedOn = rest.signedOn ?? null;
  mustNotLieAhead(tx, 'signedOn', signedOn);
  const times: ContractTimes = { fromDay: from, toDay: to, signedOn, endedOn: null };
  await mustBeFree(tx.em, { marketId, dealerId: String(dealerId), exclusive, zoneIds: zoneIds.map(String), ...times });
  const id = randomUUID();
  const { monthlyTarget = null, creditLimit = null, support = null, fileIds } = rest;
  await tx.em.insert(DealerContract, {
    id, marketId, dealerId: String(dealerId), number, ...times, exclusive, monthlyTarget, creditLimit, support, fileIds: [...fileIds], recordedOn: signedOn === null ? null : dayOf(tx), endReason: null,
  });
  await tx.em.insert(DealerTerritory, zones.map(({ monthlyCapacity }, i) => ({ id: randomUUID(), contractId: id, zoneId: String(zoneIds[i]), monthlyCapacity })));
  await tx.record(`dealer-contract/${id}`, 'recordDealerContract', { marketId, number, dealer, from, to, exclusive, zones: zones.map((zone) => ({ ...zone })), monthlyTarget, creditLimit, support, fileIds: [...fileIds], signedOn });
  return { id, number, state: contractState(times, dayOf(tx)) };
});

export const signDealerContract = companyCommand<{ readonly contractId: string; readonly signedOn: string }, ContractAnswer>(async (tx, { contractId, signedOn }) => {
  const contract = await contractInHand(tx, contractId);
  if (contract.signedOn !== null) throw new Refusal('wrong-state', { why: `signed on ${contract.signedOn}` });
  if (contract.endedOn !== null) throw new Refusal('wrong-state', { why: `ended on ${contract.endedOn}` });
  mustNotLieAhead(tx, 'signedOn', signedOn);
  await tx.em.update(DealerContract, { id: contractId }, { signedOn, recordedOn: dayOf(tx) });
  await tx.record(`dealer-contract/${contractId}`, 'signDealerContract', { signedOn });
  return { id: contractId, number: contract.number, state: contractState({ ...contract, signedOn }, dayOf(tx)) };
});

/** `on` is its last day; its territory is free from the next one on. */
export const endDealerContract = companyCommand<{ readonly contractId: string; readonly on: string; readonly reason: string }, ContractAnswer>(async (tx, { contractId, on, reason }) => {
  const contract = await contractInHand(tx, contractId);
  if (contract.endedOn !== null) throw new Refusal('wrong-state', { why: `ended on ${contract.endedOn}` });
  if (on > contract.toDay) throw new Refusal('invalid-input', {}, [{ field: 'on', rule: 'before-its-end', zh: `合同本来在 ${contract.toDay} 到期`, en: `The contract ends on ${contract.toDay} anyway` }]);
  await tx.em.update(DealerContract, { id: contractId }, { endedOn: on, endReason: reason });
  await tx.record(`dealer-contract/${contractId}`, 'endDealerContract', { on, reason });
  return { id: contractId, number: contract.number, state: contractState({ ...contract, endedOn: on }, dayOf(tx)) };
});

async function contractInHand(tx: CompanyTransaction, contractId: string): Promise<DealerContract> {
  const contract = await lockRow(tx.em, DealerContract, { id: contractId });
  if (!contract) throw new Refusal('not-found', { what: `contract ${contractId}` });
  may(tx, contract.marketId);
  return contract;
}

function may({ actor }: CompanyTransaction, marketId: string): void {
  if (!actor.admin) mustHold(actor, contracting, [marketId]);
}

const dayOf = ({ now }: CompanyTransaction): string => now.slice(0, 10);

/** Anywhere on earth the day has begun by then. */
function mustNotLieAhead(tx: CompanyTransaction, field: string, day: string | null): void {
  const latest = new Date(Date.parse(tx.now) + 14 * 3_600_000).toISOString().slice(0, 10);
  if (day !== null && day > latest) throw new Refusal('invalid-input', {}, [{ field, rule: 'not-in-the-future', zh: '不能在将来', en: 'Lies in the future' }]);
}

type Asked = ContractTimes & { readonly marketId: string; readonly dealerId: string; readonly exclusive: boolean; readonly zoneIds: readonly string[] };
type Other = ContractTimes & { readonly number: string; readonly dealerId: string; readonly dealer: string; readonly exclusive: number; readonly zoneId: string; readonly zoneNo: number };

async function mustBeFree(em: EntityManager, { marketId, dealerId, exclusive, zoneIds, ...times }: Asked): Promise<void> {
  const others: Other[] = await em.query(
    `SELECT c.number, c.dealerId, d.code AS dealer, c.exclusive, c.fromDay, c.toDay, c.signedOn, c.endedOn, t.zoneId, z.zoneNo
     FROM dealer_contract c JOIN dealer d ON d.id = c.dealerId JOIN dealer_territory t ON t.contractId = c.id JOIN zone z ON z.id = t.zoneId
     WHERE c.marketId = ? AND t.zoneId IN (${marks(zoneIds)}) ORDER BY z.zoneNo, c.number`, [marketId, ...zoneIds]);
  const taken = others.find((other) => overlapInTime(times, other) && (exclusive || Number(other.exclusive) === 1 || other.dealerId === dealerId));
  if (taken) throw new Refusal('territory-taken', { zone: taken.zoneNo, number: taken.number, dealer: taken.dealer, from: taken.fromDay, to: taken.endedOn ?? taken.toDay });
}
