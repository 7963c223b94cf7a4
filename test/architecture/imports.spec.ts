import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const rooms = ['libs', 'workflows', 'activities', 'apps'];

type Violation = { readonly rule: { readonly name: string }; readonly from: string; readonly to: string };

/** The violations that the house's own rules find in a tree. */
function cruise(tree: string): Promise<Violation[]> {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [cruiser, '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...rooms];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 64e6 }, (error, stdout) => {
      if (stdout === '') fail(error ?? new Error('no output'));
      else done((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations);
    });
  });
}

it('the house keeps its own import rules', async () => {
  expect((await cruise(root)).map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([]);
});

/** One file that breaks each rule, in a tree that has nothing else. */
const planted: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['measures-stand-alone', 'libs/measures/bad.ts', '../playbook/thing.js'],
  ['survey-forms-stand-alone', 'libs/survey-form/bad.ts', '../rules/thing.js'],
  ['playbook-is-data', 'libs/playbook/bad.ts', '../rules/thing.js'],
  ['rules-are-pure', 'libs/rules/bad.ts', '../persistence/thing.js'],
  ['contracts-say-what-is-said', 'libs/contracts/bad.ts', '../journal/thing.js'],
  ['documents-put-on-paper', 'libs/documents/bad.ts', '../persistence/thing.js'],
  ['persistence-remembers', 'libs/persistence/bad.ts', '../journal/thing.js'],
  ['journal-takes-only-types-of-contracts', 'libs/journal/bad.ts', '../contracts/thing.js'],
  ['only-wake-knows-the-engine', 'libs/journal/bad.ts', '../temporal/thing.js'],
  ['temporal-reaches-the-engine', 'libs/temporal/bad.ts', '../journal/thing.js'],
  ['workflows-take-values-only-from-names', 'workflows/bad.ts', '../libs/rules/thing.js'],
  ['workflows-are-sandboxed', 'workflows/bad.ts', '../libs/persistence/thing.js'],
  ['activities-touch-the-world', 'activities/bad.ts', '../apps/api/thing.js'],
  ['api-is-a-door', 'apps/api/bad.ts', '../worker/thing.js'],
  ['worker-runs-workflows', 'apps/worker/bad.ts', '../../libs/contracts/thing.js'],
  ['web-knows-no-server', 'apps/web/bad.ts', '../../libs/journal/thing.js'],
  ['cli-is-a-client', 'apps/cli/bad.ts', '../../libs/persistence/thing.js'],
  ['nobody-imports-tests', 'libs/rules/bad.ts', '../../test/thing.js'],
];

it('a planted violation of each rule is caught', async () => {
  const tree = await mkdtemp(join(tmpdir(), 'beachhead-imports-'));
  const put = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(join(tree, file)), { recursive: true });
    await writeFile(join(tree, file), text);
  };
  try {
    await put('tsconfig.json', '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "NodeNext" } }');
    for (const room of ['libs/measures', 'libs/playbook', 'libs/rules', 'libs/contracts', 'libs/documents', 'libs/persistence', 'libs/journal', 'libs/temporal', 'workflows', 'activities', 'apps/api', 'apps/worker', 'apps/web', 'apps/cli', 'test']) {
      await put(`${room}/thing.ts`, 'export const thing = 1;\n');
    }
    for (const [index, [, file, imports]] of planted.entries()) await put(file.replace('bad', `bad-${index}`), `import { thing } from '${imports}';\nexport const used = thing;\n`);
    const found = await cruise(tree);
    for (const [index, [rule, file]] of planted.entries()) {
      expect(found.filter((v) => v.from === file.replace('bad', `bad-${index}`)).map((v) => v.rule.name)).toContain(rule);
    }
  } finally {
    await rm(tree, { recursive: true, force: true });
  }
});
