// What one cold replay costs, in milliseconds of processor time: node cold-replay.mjs <history.json>. In a process of its own, because
// the test runner's own machinery multiplies it. Between two counts of runs, so that starting a worker is not part of it.
import { readFileSync } from 'node:fs';
import { Runtime, Worker } from '@temporalio/worker';

const few = 10;
const many = 40;
const silent = () => {};

Runtime.install({ logger: { log: silent, trace: silent, debug: silent, info: silent, warn: silent, error: silent } });
const history = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const workflowBundle = { codePath: new URL('../../dist/workflow-bundle.js', import.meta.url).pathname };

async function costOf(copies) {
  const before = process.cpuUsage();
  const histories = Array.from({ length: copies }, (_, i) => ({ workflowId: `cold-${i}`, history }));
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, histories)) if (error) throw error;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

await costOf(1);
const started = await costOf(few);
console.log(((await costOf(many)) - started) / (many - few));
process.exit();
