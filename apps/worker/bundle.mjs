// Bundles the workflow code ahead of time, so that no worker does at its start. Fails when the bundle grows beyond its budget.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const LIMIT_BYTES = 2 * 1024 * 1024;
const at = (path) => fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));

const { code } = await bundleWorkflowCode({ workflowsPath: at('workflows/index.js'), logger: new DefaultLogger('WARN') });
const bytes = Buffer.byteLength(code);
if (bytes > LIMIT_BYTES) {
  console.error(`The workflow bundle has ${bytes} bytes; its budget is ${LIMIT_BYTES}.`);
  process.exit(1);
}
mkdirSync(at(''), { recursive: true });
writeFileSync(at('workflow-bundle.js'), code);
