import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { program } from '../../libs/platform/program.js';

/** The workflow code as it is now, bundled once for all test files: bundling takes seconds, and the sources say when it must be done again. */
export async function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  const file = join(program.root, 'node_modules', '.cache', 'beachhead', `workflows-${sourcesHash()}.js`);
  if (!existsSync(file)) {
    const { code } = await bundleWorkflowCode({ workflowsPath: join(program.root, 'workflows', 'index.ts'), logger: new DefaultLogger('WARN') });
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  }
  return { code: readFileSync(file, 'utf8'), sourceMap: 'deprecated: this is no longer in use\n' };
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  const add = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) add(path);
      else if (entry.name.endsWith('.ts')) hash.update(path).update(readFileSync(path));
    }
  };
  add(join(program.root, 'workflows'));
  hash.update(readFileSync(join(program.root, 'libs', 'temporal', 'names.ts')));
  hash.update(readFileSync(join(program.root, 'node_modules', '@temporalio', 'workflow', 'package.json')));
  return hash.digest('hex').slice(0, 16);
}
