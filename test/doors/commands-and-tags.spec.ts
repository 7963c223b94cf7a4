import { randomUUID } from 'node:crypto';
import type { Client } from '../../libs/contracts/client.js';
import { JournalLine } from '../../libs/persistence/entities/process/record.js';
import { aCompany, aDocument, aScorecard, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { startApi, type ApiUnderTest } from '../support/server.js';

/* One command id, one effect; what two people edit carries a tag. Over HTTP, on both databases. */
eachDatabase('commands over HTTP', (ctx) => {
  let api: ApiUnderTest;
  let company: Company;
  let entryId: string;
  let rm: Client;
  let token: string;

  beforeAll(async () => {
    api = await startApi({ place: ctx.place });
    company = await aCompany({ db: api.parts.db, uow: api.parts.unitOfWork });
    ({ client: rm, secret: token } = await api.tokenOf(company.people.rm));
  });
  beforeEach(async () => { entryId = await company.startEntry(); });
  afterAll(() => api.stop());

  const lines = (kind: string) => api.parts.db.reader.manager.countBy(JournalLine, { chain: entryId, kind });
  const params = (deliverableKey: string) => ({ entryId, deliverableKey });

  it('the same command id ten times in parallel has one effect and one answer', async () => {
    const order = { params: params('candidateList'), body: { content: aDocument }, commandId: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => rm.call('handIn', order)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ entryId, item: '', deliverableVersion: 1, stage: 'select', phase: 'working' });
    expect(await lines('handIn')).toBe(1);
    expect((await rm.call('getEntry', { params: { entryId } })).version).toBe(answers[0]?.version);
  });

  it('different commands in parallel have each their effect, in one chain', async () => {
    const cards = company.markets.map(({ code }) => rm.call('handIn', { params: params('agreedScorecard'), body: { item: code, content: aScorecard(code) } }));
    const versions = (await Promise.all(cards)).map((answer) => answer.version);
    expect(new Set(versions).size).toBe(company.markets.length);
    const holds = await Promise.allSettled(Array.from({ length: 10 }, () => rm.call('hold', { params: { entryId }, body: { reason: 'a test' } })));
    expect(holds.filter((hold) => hold.status === 'fulfilled')).toHaveLength(1);
    expect(await lines('handIn')).toBe(company.markets.length);
    expect(await rm.call('verifyJournal', { params: { entryId } })).toMatchObject({ verified: true, lines: Math.max(...versions) + 1 });
  });

  it('a command id that served for something else, or somebody else, is refused', async () => {
    const commandId = randomUUID();
    await rm.call('handIn', { params: params('candidateList'), body: { content: aDocument }, commandId });
    await expect(rm.call('handIn', { params: params('candidateList'), body: { content: { text: 'other', fileIds: [] } }, commandId })).rejects.toMatchObject({ problem: { code: 'command-id-reused', status: 409 } });
    await expect(rm.call('hold', { params: { entryId }, body: { reason: 'a test' }, commandId })).rejects.toMatchObject({ problem: { code: 'command-id-reused' } });
    const { client: second } = await api.tokenOf(company.secondRm);
    await expect(second.call('handIn', { params: params('candidateList'), body: { content: aDocument }, commandId })).rejects.toMatchObject({ problem: { code: 'command-id-reused' } });
    expect(await lines('handIn')).toBe(1);
  });

  it('adding the same person twice under one id answers the same person', async () => {
    const body = { login: `p-${randomUUID().slice(0, 8)}`, name: '新人', password: 'a long password' };
    const commandId = randomUUID();
    const [first, again] = [await api.admin.call('addPerson', { body, commandId }), await api.admin.call('addPerson', { body, commandId })];
    expect(again).toEqual(first);
    await expect(api.admin.call('addPerson', { body, commandId: randomUUID() })).rejects.toMatchObject({ problem: { code: 'already-exists' } });
    expect((await api.as().call('signIn', { body: { login: body.login, password: body.password } })).person.id).toBe(first.id);
  });

  it('an update names the version that it follows, and the slower of two is told', async () => {
    const hand = (text: string, ifMatch?: string) => rm.call('handIn', { params: params('candidateList'), body: { content: { text, fileIds: [] } }, ...(ifMatch !== undefined && { ifMatch }) });
    const first = await hand('one');
    await expect(hand('two')).rejects.toMatchObject({ problem: { code: 'precondition-required', status: 428 } });
    const second = await hand('two', first.hash);
    await expect(hand('three', first.hash)).rejects.toMatchObject({ problem: { code: 'stale', status: 412 } });
    expect(second.deliverableVersion).toBe(2);
    await expect(hand('four', 'nonsense')).rejects.toMatchObject({ problem: { code: 'invalid-input', errors: [{ field: 'If-Match', rule: 'etag' }] } });
    const raced = await Promise.allSettled(['a', 'b', 'c'].map((text) => hand(text, second.hash)));
    expect(raced.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  });

  it('a deliverable\'s tag is the hash of its content, and the tag of its hand-in', async () => {
    const answer = await rm.call('handIn', { params: params('candidateList'), body: { content: aDocument } });
    const url = `${api.url}/api/v1/entries/${entryId}/deliverables/candidateList`;
    const headers = { authorization: `Bearer ${token}` };
    const read = await fetch(url, { headers });
    expect(read.headers.get('etag')).toBe(`"${answer.hash}"`);
    expect((await fetch(url, { headers: { ...headers, 'if-none-match': `"${answer.hash}"` } })).status).toBe(304);
    const updated = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '' }, body: JSON.stringify({ content: { text: 'new', fileIds: [] } }) });
    expect(updated.status).toBe(201);
    expect(updated.headers.get('etag')).toBe(`"${((await updated.json()) as { hash: string }).hash}"`);
  });

  it('an entry that did not change is not sent again; one that did is', async () => {
    const url = `${api.url}/api/v1/entries/${entryId}`;
    const headers = { authorization: `Bearer ${token}` };
    const first = await fetch(url, { headers });
    const tag = first.headers.get('etag') ?? '';
    const { version } = (await first.json()) as { version: number };
    expect(tag).toMatch(new RegExp(`^W/"${version}\\.`));
    const again = await fetch(url, { headers: { ...headers, 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await rm.call('handIn', { params: params('candidateList'), body: { content: aDocument } });
    const changed = await fetch(url, { headers: { ...headers, 'if-none-match': tag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(tag);
    // What is mine depends on who asks: another person's tag is another one.
    const { secret } = await api.tokenOf(company.people.fin);
    expect((await fetch(url, { headers: { authorization: `Bearer ${secret}`, 'if-none-match': changed.headers.get('etag') ?? '' } })).status).toBe(200);
  });

  it('a stored file comes back as it was, as a download', async () => {
    const bytes = new Uint8Array([0, 255, 10, 13, 60, 104, 116, 109, 108, 62]);
    const file = await rm.call('storeFile', { file: new Blob([bytes], { type: 'text/html' }), fileName: '进入 决策.html', fields: {} });
    expect(file).toMatchObject({ name: '进入 决策.html', mediaType: 'text/html', size: bytes.length });
    const read = await fetch(`${api.url}/api/v1/files/${file.id}`, { headers: { authorization: `Bearer ${token}` } });
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(bytes);
    expect(read.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('进入 决策.html')}`);
    expect(read.headers.get('content-security-policy')).toBe('sandbox');
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
