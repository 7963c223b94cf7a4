import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { percentile, report, round, summary, timed, type Sample } from './figures.js';
import type { Seeded } from './server.js';

/*
 * A task completion and a vote over HTTP, beside the floor of the same run: the same server answering the same body without touching the
 * database, plus the bare transaction. The three kinds of request take turns, so the machine's drift meets all of them alike.
 */
const rounds = 600;
const warmUp = 100;
const votePackets = 24;
const crowd = 32;
const crowdRequests = 1600;

const root = join(import.meta.dirname, '../..');
const server = fork(join(import.meta.dirname, 'server.ts'), [root, String(rounds + warmUp + crowdRequests / 2), String(votePackets)], {
  execArgv: ['--enable-source-maps', '--import', join(root, 'test/support/typescript-loader.mjs')],
});
const seeded = await message<Seeded>(server);

let nextReady = 0;
let nextVote = 0;
const one = new Agent({ keepAlive: true, maxSockets: 1 });

type Call = { readonly path: string; readonly body: object; readonly secret: string };
const floor = (): Call => ({ path: '/bench/floor', body: {}, secret: seeded.taskSecret });
const task = (): Call => ({ path: `/entries/${seeded.ready[nextReady++]}/tasks/listCandidates/complete`, body: {}, secret: seeded.taskSecret });
function vote(): Call {
  const { entryId, packetHash } = seeded.votes[nextVote++ % seeded.votes.length] as Seeded['votes'][number];
  return { path: `/entries/${entryId}/gates/select/votes`, body: { packetHash, role: 'rm', choice: 'go', comment: '' }, secret: seeded.voteSecret };
}

const samples = { floor: [] as Sample, task: [] as Sample, vote: [] as Sample, bare: [] as Sample };
for (let i = 0; i < rounds + warmUp; i += 1) {
  if (i === warmUp) for (const sample of Object.values(samples)) sample.length = 0;
  await timed(samples.floor, () => call(one, floor()));
  await timed(samples.task, () => call(one, task()));
  await timed(samples.vote, () => call(one, vote()));
  if (i % 20 === 0) samples.bare.push(...await bare(20));
}

const many = new Agent({ keepAlive: true, maxSockets: crowd });
const crowded: Sample = [];
const began = performance.now();
let left = crowdRequests;
await Promise.all(Array.from({ length: crowd }, async () => {
  while (left-- > 0) await timed(crowded, () => call(many, left % 2 === 0 ? task() : vote()));
}));
const seconds = (performance.now() - began) / 1000;

server.send('stop');
const floorP50 = percentile(samples.floor, 0.5) + percentile(samples.bare, 0.5);
const beside = (sample: Sample) => ({ ...summary(sample), ratio: round(percentile(sample, 0.5) / floorP50, 2) });
report('commands · ms over HTTP, SQLite, synchronous=FULL', {
  floor: { p50: round(floorP50), http: summary(samples.floor), bareTransaction: summary(samples.bare) },
  task: beside(samples.task), vote: beside(samples.vote),
  clients32: { perSecond: Math.round(crowded.length / seconds), p99: summary(crowded).p99 },
});
one.destroy();
many.destroy();

async function message<T>(child: ChildProcess): Promise<T> {
  const [said] = await once(child, 'message');
  return said as T;
}

async function bare(times: number): Promise<number[]> {
  server.send({ bare: times });
  return (await message<{ bare: number[] }>(server)).bare;
}

/** Throws on anything but success: a bench of refusals would be fast. */
function call(agent: Agent, { path, body, secret }: Call): Promise<void> {
  const payload = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1', port: seeded.port, agent, method: 'POST', path: `/api/v1${path}`,
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(payload), 'Idempotency-Key': randomUUID() },
    }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => (response.statusCode && response.statusCode < 300 ? resolve() : reject(new Error(`${path}: ${response.statusCode} ${Buffer.concat(chunks)}`))));
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}
