import { holdsOneOf, steering } from '../../rules/decision-rights.js';
import { Refusal } from '../../rules/failures.js';
import { bundleOf, storeBundle } from '../bundles.js';
import { companyCommand } from '../define-command.js';

type SealBundle = { readonly alias: string; readonly settings: unknown };

/** Seals the playbook with settings: linted, hashed, stored for good. By head office, a regional manager or an administrator. */
export const sealBundle = companyCommand<SealBundle, { hash: string; alias: string }>(async (tx, { alias, settings }) => {
  const somewhere = tx.actor.roles.map((held) => held.marketId);
  if (!tx.actor.admin && !holdsOneOf(tx.actor, steering, somewhere)) throw new Refusal('not-allowed', { role: steering.join(' / ') });
  const sealed = await storeBundle(tx.em, { alias, ...bundleOf(settings), parentHash: null, fromEntryId: null, sealedBy: tx.actor.personId, at: tx.now });
  if (sealed.isNew) await tx.record(`bundle/${sealed.hash}`, 'sealBundle', { alias, hash: sealed.hash });
  return { hash: sealed.hash, alias: sealed.alias };
});
