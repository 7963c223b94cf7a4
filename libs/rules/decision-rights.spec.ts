import { makeBundle } from '../playbook/bundle.js';
import { stageOf } from '../playbook/bundle-content.js';
import { holds, mayVoteAs, missingVotes, mustHold, type Actor } from './decision-rights.js';

const { gate } = stageOf(makeBundle(), 'select');
const actor = (...roles: Actor['roles']): Actor => ({ personId: 'p', name: 'P', login: 'p', admin: false, roles });

it('a role counts in its market or everywhere, and an administrator has none by being one', () => {
  expect(holds(actor({ role: 'rm', marketId: 'm1' }), 'rm', ['m1'])).toBe(true);
  expect(holds(actor({ role: 'rm', marketId: 'm1' }), 'rm', ['m2'])).toBe(false);
  expect(holds(actor({ role: 'rm', marketId: '*' }), 'rm', ['m2'])).toBe(true);
  expect(holds({ ...actor(), admin: true }, 'rm', ['m1'])).toBe(false);
  expect(() => mustHold(actor(), ['rm', 'sponsor'], ['m1'])).toThrow(expect.objectContaining({ code: 'not-allowed', about: { role: 'rm / sponsor' } }));
});

it('only signers vote, and a no-go keeps its role missing whoever else says go', () => {
  expect(mayVoteAs(actor({ role: 'fin', marketId: '*' }, { role: 'aud', marketId: '*' }), gate, ['m1'])).toEqual(['fin']);
  const vote = (personId: string, role: 'rm' | 'fin', choice: 'go' | 'no-go') => ({ personId, role, choice });
  expect(missingVotes(gate, [])).toEqual(['rm', 'fin']);
  expect(missingVotes(gate, [vote('a', 'rm', 'go'), vote('b', 'fin', 'go')])).toEqual([]);
  expect(missingVotes(gate, [vote('a', 'rm', 'go'), vote('c', 'rm', 'no-go'), vote('b', 'fin', 'go')])).toEqual(['rm']);
});
