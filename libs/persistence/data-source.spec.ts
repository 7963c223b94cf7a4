import { openDatabase } from './data-source.js';

describe('a database address', () => {
  it.each([
    ['postgres://u@h/name', 'starts with mysql:// or mariadb://'],
    ['mariadb://u@h', 'names no database'],
    ['mariadb://u@h/name?ssl=1', 'Unknown parameter'],
    ['not an address', 'starts with mysql:// or mariadb://'],
  ])('%s is refused', async (url, message) => {
    await expect(openDatabase({ url })).rejects.toThrow(message);
  });

  it('or a file is needed', async () => {
    await expect(openDatabase({ url: null })).rejects.toThrow('an address');
  });
});
