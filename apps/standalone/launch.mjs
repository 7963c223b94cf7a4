// The common way of the entry scripts: prepare what is missing, then run the built program with the Temporal server's path.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from './child.mjs';
import { ensureBuild, ensureDependencies, ensureNode } from './prepare.mjs';
import { sayFailure } from './say.mjs';
import { ensureTemporal } from './temporal-binary.mjs';

/** Absolute path of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Prepares and runs a built script with this process's own arguments.
 *
 * @param {string} script path below the checkout
 * @returns {Promise<number>} the exit code: the program's own, or 1 when it could not be prepared
 */
export async function launch(script) {
  try {
    ensureNode();
    await ensureDependencies(root);
    const temporal = await ensureTemporal(root);
    await ensureBuild(root);
    return await runProgram(join(root, script), process.argv.slice(2), { ...process.env, TEMPORAL_CLI: temporal, BEACHHEAD_PREPARED: '1' });
  } catch (error) {
    return sayFailure(error);
  }
}
