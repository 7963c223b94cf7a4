import { makeBundle } from './bundle.js';
import { lint } from './lint.js';

it('finds nothing wrong with the playbook as written', () => {
  expect(lint(makeBundle())).toEqual([]);
});
