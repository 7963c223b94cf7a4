import type { DecisionKind } from './facts.js';
import { Refusal } from './failures.js';
import type { BundleGate } from '../playbook/bundle-content.js';
import type { Role } from '../playbook/roles.js';

/** Who acts. A role is held in one market, or everywhere (`*`). */
export type Actor = {
  readonly personId: string;
  readonly name: string;
  readonly login: string;
  readonly admin: boolean;
  readonly roles: readonly { readonly role: Role; readonly marketId: string }[];
};

/** True when the actor holds the role in one of the markets: the entry's own, or its candidates while none is selected. */
export function holds(actor: Actor, role: Role, markets: readonly string[]): boolean {
  return actor.roles.some((held) => held.role === role && (held.marketId === '*' || markets.includes(held.marketId)));
}

export function holdsOneOf(actor: Actor, roles: readonly Role[], markets: readonly string[]): boolean {
  return roles.some((role) => holds(actor, role, markets));
}

/** Throws `not-allowed`, naming the roles that may. */
export function mustHold(actor: Actor, roles: readonly Role[], markets: readonly string[]): void {
  if (!holdsOneOf(actor, roles, markets)) throw new Refusal('not-allowed', { role: roles.join(' / ') });
}

/** The signing roles of the gate that this person may vote as. */
export function mayVoteAs(actor: Actor, gate: BundleGate, markets: readonly string[]): Role[] {
  return gate.signers.filter((role) => holds(actor, role, markets));
}

export type CountedVote = { readonly personId: string; readonly role: Role; readonly choice: 'go' | 'no-go' };

/** Signing roles that have not said go on this packet. A no-go of any signer keeps its role missing. */
export function missingVotes(gate: BundleGate, votes: readonly CountedVote[]): Role[] {
  return gate.signers.filter((role) => {
    const cast = votes.filter((v) => v.role === role);
    return cast.length === 0 || cast.some((v) => v.choice === 'no-go');
  });
}

/** Roles that may hold, resume and stop an entry outside its gate. */
export const steering: readonly Role[] = ['sponsor', 'rm'];
/** Roles that may bring field data in: into their markets, and with the role held everywhere also what belongs to no single market. */
export const importing: readonly Role[] = ['clerk', 'sup', 'rm', 'sponsor'];

/** Throws `not-allowed` unless the actor may import into every one of these markets; none named: markets, SKUs and the like. */
export function mustImportInto(actor: Actor, marketIds: readonly string[]): void {
  if (actor.admin) return;
  if (marketIds.length === 0) mustHold(actor, importing, []);
  for (const marketId of marketIds) mustHold(actor, importing, [marketId]);
}

/** Throws `not-allowed` unless the actor may import into some market at all. */
export function mustImportSomewhere(actor: Actor): void {
  if (!actor.admin && !actor.roles.some(({ role }) => importing.includes(role))) throw new Refusal('not-allowed', { role: importing.join(' / ') });
}

/** Roles that keep a market's master: merge, close, reopen and move terminals, and see whom to call there. */
export const keepingMaster: readonly Role[] = ['clerk', 'sup', 'rm'];

export function mayKeepMaster(actor: Actor, marketId: string): boolean {
  return actor.admin || holdsOneOf(actor, keepingMaster, [marketId]);
}

/** Throws `not-allowed`, naming the roles. */
export function mustKeepMaster(actor: Actor, marketId: string): void {
  if (!mayKeepMaster(actor, marketId)) throw new Refusal('not-allowed', { role: keepingMaster.join(' / ') });
}

/** A waiver needs another permission than deciding the gate (gates.md R17): head office gives it, never a signer of the same gate. */
export const waiving: readonly Role[] = ['sponsor'];
/** Decisions that commit the company and so need the verdict and the votes. */
export const advancing: readonly DecisionKind[] = ['go', 'conditional_go'];
