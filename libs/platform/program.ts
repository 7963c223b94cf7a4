import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the program is installed (the folder of package.json), whether it runs from the sources or from the build; and its version. */
export const program = readProgram(dirname(fileURLToPath(import.meta.url)));

function readProgram(folder: string): { readonly root: string; readonly version: string } {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return readProgram(dirname(folder));
  return { root: folder, version: (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version };
}
