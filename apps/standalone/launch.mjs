// The common way of the entry scripts: prepare what is missing, then become the built program.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { whenNpmIsGone } from './child.mjs';
import { ensureBuild, ensureDependencies, ensureNode } from './prepare.mjs';
import { sayFailure } from './say.mjs';
import { ensureTemporal } from './temporal-binary.mjs';

/** Absolute path of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Prepares, then runs a built script in this very process, as if Node had been started with it: a wrapper in between would get
 * Ctrl-C as well as the program does, would have to pass signals on, and would leave the program behind when it is killed.
 * From here on signals and the exit code are the program's.
 *
 * @param {string} script path below the checkout
 */
export async function launch(script) {
  try {
    ensureNode();
    await ensureDependencies(root);
    process.env.TEMPORAL_CLI = await ensureTemporal(root);
    await ensureBuild(root);
  } catch (error) {
    process.exitCode = sayFailure(error);
    return;
  }
  process.env.BEACHHEAD_PREPARED = '1';
  process.argv[1] = join(root, script);
  process.setSourceMapsEnabled(true);
  whenNpmIsGone(() => process.kill(process.pid, 'SIGTERM'));
  await import(pathToFileURL(process.argv[1]).href);
}
