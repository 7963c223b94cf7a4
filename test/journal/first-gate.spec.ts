import { randomUUID } from 'node:crypto';
import { checkChain, genesis, lineHash, verifyChain } from '../../libs/journal/chain.js';
import { exportDossier, verifyDossier } from '../../libs/journal/dossier.js';
import { Entry } from '../../libs/persistence/entities/process/entry.js';
import { GatePacket } from '../../libs/persistence/entities/process/gate.js';
import { JournalLine } from '../../libs/persistence/entities/process/record.js';
import { sha256 } from '../../libs/persistence/sha256.js';
import { canonical } from '../../libs/playbook/canonical.js';
import { aCompany, aDocument, aScorecard, type Company } from '../support/company.js';
import { eachDatabase } from '../support/databases.js';
import { allVoteGo, anEntryAtG1, complete, decideMarket, packetHash, scoreCandidates } from '../support/stage-one.js';

const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code });

eachDatabase('the first gate', (ctx) => {
  let company: Company;
  beforeAll(async () => { company = await aCompany(ctx); });

  const go = (entryId: string, hash: string, kind: 'go' | 'hold' | 'stop' = 'go') =>
    company.do('decideGate', company.people.sponsor, { entryId, stage: 'select', packetHash: hash, kind, reason: '依据充分', obligations: [] });

  it('lets an entry advance only when work is in, KPIs pass, and the approvers said go', async () => {
    const entryId = await company.startEntry();
    expect(await company.look(entryId)).toMatchObject({ stage: 'select', phase: 'working' });
    await expect(complete(company, entryId, company.people.rm, 'scoreTwice')).rejects.toEqual(refusal('task-locked'));
    await expect(complete(company, entryId, company.people.rm, 'listCandidates')).rejects.toEqual(refusal('deliverable-missing'));
    await expect(complete(company, entryId, company.people.prom, 'listCandidates')).rejects.toEqual(refusal('not-allowed'));
    await scoreCandidates(company, entryId);
    await expect(go(entryId, '0'.repeat(64))).rejects.toEqual(refusal('no-packet'));
    await decideMarket(company, entryId);
    expect(await company.look(entryId)).toMatchObject({ phase: 'gate' });

    const hash = await packetHash(company, entryId);
    await expect(go(entryId, hash)).rejects.toEqual(refusal('votes-missing'));
    await expect(company.do('vote', company.people.aud, { entryId, stage: 'select', packetHash: hash, role: 'aud', choice: 'go', comment: '' })).rejects.toEqual(refusal('not-a-signer'));
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    await go(entryId, hash);
    await expect(go(entryId, hash)).rejects.toEqual(refusal('decision-stands'));
    expect(await company.run(entryId)).toMatchObject({ stage: 'survey', phase: 'working', round: 1 });
    const { market, rail } = await company.board.entry(company.people.rm, entryId);
    expect(market).toBe(company.markets[0]?.name);
    expect(rail[0]).toMatchObject({ key: 'select', state: 'closed', decision: 'go' });
  });

  it('binds votes to the evidence: a new version of a deliverable lapses the packet and every vote on it', async () => {
    const entryId = await anEntryAtG1(company);
    const hash = await packetHash(company, entryId);
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    const { hash: before } = await company.board.deliverable(entryId, 'sensitivityNote', '');
    await company.handIn(entryId, company.people.clerk, 'sensitivityNote', { ...aDocument, text: '更正 corrected' }, '', `"${before}"`);
    await expect(go(entryId, hash)).rejects.toEqual(refusal('packet-lapsed'));
    await company.run(entryId);
    const fresh = await packetHash(company, entryId);
    expect(fresh).not.toBe(hash);
    await expect(go(entryId, fresh)).rejects.toEqual(refusal('votes-missing'));
  });

  it('never passes on what nobody knows, and a known failure wins over it', async () => {
    const entryId = await company.startEntry();
    await scoreCandidates(company, entryId);
    const worst = company.markets.at(-1);
    await decideMarket(company, entryId, worst);
    expect(await company.look(entryId)).toMatchObject({ phase: 'watching' });
    const gate = await company.board.gate(company.people.sponsor, entryId, 'select');
    expect(gate.packets.at(-1)).toMatchObject({ verdict: 'not_passed', state: 'current' });
    await allVoteGo(company, entryId, [company.people.rm, company.people.fin]);
    await expect(go(entryId, await packetHash(company, entryId))).rejects.toEqual(refusal('verdict-not-passed'));
  });

  it('answers the same command id ten times in parallel with one effect', async () => {
    const entryId = await company.startEntry();
    await company.handIn(entryId, company.people.rm, 'candidateList', aDocument);
    const commandId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => company.do('completeTask', company.people.rm, { entryId, taskKey: 'listCandidates' }, commandId)));
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    const kinds = (await company.board.journal(entryId, { after: 0, limit: 100 })).map((l) => l.kind);
    expect(kinds.filter((k) => k === 'completeTask')).toHaveLength(1);
    await expect(company.do('completeTask', company.people.rm, { entryId, taskKey: 'collectDeskFacts' }, commandId)).rejects.toEqual(refusal('command-id-reused'));
    const started = randomUUID();
    const input = { name: 'x', candidateMarketIds: company.markets.map((m) => m.id), timeZone: 'Asia/Shanghai', currency: 'CNY' };
    const entries = await Promise.all(Array.from({ length: 10 }, () => company.do('startEntry', company.people.rm, input, started)));
    expect(new Set(entries.map((a) => a.entryId)).size).toBe(1);
  });

  it('makes an update name the version it follows', async () => {
    const entryId = await company.startEntry();
    const { hash } = await company.handIn(entryId, company.people.rm, 'candidateList', aDocument);
    await expect(company.handIn(entryId, company.people.rm, 'candidateList', { ...aDocument, text: 'b' })).rejects.toEqual(refusal('precondition-required'));
    await company.handIn(entryId, company.people.rm, 'candidateList', { ...aDocument, text: 'b' }, '', hash);
    await expect(company.handIn(entryId, company.secondRm, 'candidateList', { ...aDocument, text: 'c' }, '', hash)).rejects.toEqual(refusal('stale'));
  });

  it('keeps two raters apart, each with a card of their own', async () => {
    const entryId = await company.startEntry();
    const [market] = company.markets;
    const first = await company.handIn(entryId, company.people.fin, 'scorecard', aScorecard(market?.code ?? ''), market?.code);
    const second = await company.handIn(entryId, company.people.sup, 'scorecard', aScorecard(market?.code ?? ''), market?.code);
    expect(first.item).toBe(`${market?.code}/${company.people.fin.login}`);
    expect(second).toMatchObject({ item: `${market?.code}/${company.people.sup.login}`, deliverableVersion: 1 });
  });

  it('names the field and the rule of a form that is not filled right, and stores nothing', async () => {
    const entryId = await company.startEntry();
    const content = { ...aScorecard('nowhere'), surprise: 1 };
    await expect(company.handIn(entryId, company.people.fin, 'scorecard', content, 'nowhere')).rejects.toMatchObject({
      code: 'invalid-input', faults: [expect.objectContaining({ field: 'content.surprise', rule: 'unknown-field' })],
    });
    await expect(company.handIn(entryId, company.people.fin, 'scorecard', aScorecard('nowhere'), 'nowhere')).rejects.toMatchObject({ code: 'invalid-input', faults: [expect.objectContaining({ rule: 'known-market' })] });
    expect((await company.board.entry(company.people.fin, entryId)).deliverables.find((d) => d.key === 'scorecard')?.items).toEqual([]);
  });

  it('times out without ever meaning yes: the entry is held, the packet closed, and resuming asks again', async () => {
    const entryId = await anEntryAtG1(company);
    const hash = await packetHash(company, entryId);
    await company.do('vote', company.people.rm, { entryId, stage: 'select', packetHash: hash, role: 'rm', choice: 'go', comment: '' });
    company.passDays(11);
    expect(await company.run(entryId)).toMatchObject({ state: 'held', stage: 'select' });
    const kinds = (await company.board.journal(entryId, { after: 0, limit: 200 })).map((l) => l.kind);
    expect(kinds).toEqual(expect.arrayContaining(['remind', 'escalate', 'timeOut']));
    await expect(go(entryId, hash)).rejects.toEqual(refusal('entry-not-running'));
    await company.do('resume', company.people.rm, { entryId, reason: '再议' });
    expect(await company.run(entryId)).toMatchObject({ state: 'running', phase: 'gate' });
    const gate = await company.board.gate(company.people.sponsor, entryId, 'select');
    expect(gate.packets.map((p) => p.state)).toEqual(['lapsed', 'current']);
    expect(gate.missingVotes).toEqual(['rm', 'fin']);
  });

  it('stops the clocks while held', async () => {
    const entryId = await company.startEntry();
    const before = await company.look(entryId);
    await company.do('hold', company.people.rm, { entryId, reason: '等待' });
    company.passDays(30);
    expect(await company.run(entryId)).toMatchObject({ state: 'held', due: [], nextDueAt: null });
    await company.do('resume', company.people.rm, { entryId, reason: '继续' });
    const after = await company.look(entryId);
    expect(after.due).toEqual([]);
    expect(Date.parse(after.nextDueAt ?? '') - Date.parse(before.nextDueAt ?? '')).toBeGreaterThanOrEqual(30 * 60_000);
  });

  it('a packet frozen when evidence was one string still verifies, and its string is shown as it was written', async () => {
    const entryId = await anEntryAtG1(company);
    const em = ctx.db.reader.manager;
    const evidence = 'scorecard, agreedScorecard: A';
    const [packet, ...others] = await em.findBy(GatePacket, { entryId });
    expect(others).toEqual([]);
    const { bundleHash } = await em.findOneByOrFail(Entry, { id: entryId });
    const conditions = (packet?.conditions ?? []).map((condition) => ({ ...condition, tests: condition.tests.map((test) => ({ ...test, evidence })) }));
    const hash = sha256(canonical({ entry: entryId, stage: 'select', round: 1, bundle: bundleHash, conditions, deliverables: packet?.deliverables }));
    await ctx.uow.run(async (tx) => {
      await tx.update(GatePacket, { entryId }, { conditions, hash });
      // The journal as that release wrote it: without a hash of the words.
      let previousHash = genesis;
      for (const line of await tx.find(JournalLine, { where: { chain: entryId }, order: { seq: 'ASC' } })) {
        const { wordsHash: _later, ...data } = line.data as Record<string, unknown>;
        const as = { ...line, previousHash, data: line.kind === 'freezePacket' ? { ...data, packetHash: hash } : line.data };
        previousHash = lineHash(as);
        await tx.update(JournalLine, { chain: entryId, seq: line.seq }, { data: as.data, previousHash: as.previousHash, hash: previousHash } as object);
      }
    });
    expect(verifyDossier(JSON.parse(JSON.stringify(await exportDossier(em, entryId))))).toMatchObject({ verified: true });
    const { packets: [shown] } = await company.board.gate(company.people.sponsor, entryId, 'select');
    expect(shown?.hash).toBe(hash);
    const said = shown?.conditions.flatMap(({ tests }) => tests.map((test) => test.evidence)) ?? [];
    expect(said.length).toBeGreaterThan(4);
    expect(said).toEqual(said.map(() => ({ zh: evidence, en: evidence })));
  });

  it('keeps a journal whose chain breaks when a line is changed, taken out or cut off', async () => {
    const entryId = await anEntryAtG1(company);
    const em = ctx.db.reader.manager;
    const { version } = await company.look(entryId);
    expect(await verifyChain(em, entryId, version)).toMatchObject({ verified: true, lines: version });
    const lines = await em.find(JournalLine, { where: { chain: entryId }, order: { seq: 'ASC' } });
    const changed = lines.map((l) => (l.seq === 3 ? { ...l, data: { forged: true } } : l));
    expect(checkChain(changed)).toMatchObject({ verified: false, brokenAt: 3 });
    expect(checkChain(lines.filter((l) => l.seq !== 4))).toMatchObject({ verified: false, brokenAt: 4 });
    expect(await verifyChain(em, entryId, version + 1)).toMatchObject({ verified: false });
    const dossier = JSON.parse(JSON.stringify(await exportDossier(em, entryId)));
    expect(verifyDossier(dossier)).toMatchObject({ verified: true, lines: version });
    const forged = (forge: (copy: typeof dossier) => void) => {
      const copy = JSON.parse(JSON.stringify(dossier));
      forge(copy);
      return verifyDossier(copy);
    };
    expect(forged((d) => { d.deliverables[0].content = { text: 'forged', fileIds: [] }; })).toMatchObject({ verified: false });
    expect(forged((d) => { d.packets[0].conditions[0].met = false; })).toMatchObject({ verified: false, why: expect.stringContaining('facts') });
    expect(forged((d) => { d.packets[0].conditions[0].tests[0].evidence.zh = '另一句话'; })).toMatchObject({ verified: false, why: expect.stringContaining('sentences') });
    expect(forged((d) => { d.packets[0].conditions[0].tests[0].evidence = 'one string'; })).toMatchObject({ verified: false, why: expect.stringContaining('facts') });
    expect(forged((d) => { d.packets[0].votes.push({ role: 'fin', choice: 'go', comment: '', personId: company.people.fin.personId }); })).toMatchObject({ verified: false, why: expect.stringContaining('vote') });
    expect(forged((d) => { d.bundle.content.parameters.windowWeeks = 99; })).toMatchObject({ verified: false, why: expect.stringContaining('bundle') });
  });
});
