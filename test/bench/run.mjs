// npm run bench -- <name> [--json]: measures on the built sources' twin, through the real parts. Uses Node's own modules until dependencies are there.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies, ensureNode } from '../../apps/standalone/prepare.mjs';
import { ensureTemporal } from '../../apps/standalone/temporal-binary.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const benches = readdirSync(here).filter((file) => file.endsWith('.bench.ts')).map((file) => file.replace('.bench.ts', ''));
const [name, ...rest] = process.argv.slice(2);
if (!name || !existsSync(join(here, `${name}.bench.ts`))) {
  process.stderr.write(`用法 Usage: npm run bench -- <${benches.join('|')}> [--json]\n`);
  process.exit(2);
}
ensureNode();
await ensureDependencies(root, { quiet: true });
const env = { ...process.env, TEMPORAL_CLI: name === 'engine' ? await ensureTemporal(root) : process.env.TEMPORAL_CLI ?? '' };
const loader = join(root, 'test/support/typescript-loader.mjs');
const { status, signal } = spawnSync(process.execPath, ['--enable-source-maps', '--import', loader, join(here, `${name}.bench.ts`), ...rest], { stdio: 'inherit', env, cwd: root });
process.exit(status ?? (signal ? 1 : 0));
