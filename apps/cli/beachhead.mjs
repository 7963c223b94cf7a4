#!/usr/bin/env node
// The `beachhead` command. Prepares the checkout without a word on stdout, which belongs to the command's own answer.
import { ensureBuild, ensureDependencies, ensureNode } from '../standalone/prepare.mjs';
import { root } from '../standalone/launch.mjs';
import { sayFailure } from '../standalone/say.mjs';

try {
  ensureNode();
  // A parent that has just prepared this very checkout says so: a story or a test calls us hundreds of times.
  if (process.env.BEACHHEAD_PREPARED !== '1') {
    await ensureDependencies(root, { quiet: true });
    await ensureBuild(root, { quiet: true });
  }
  await import(new URL('../../dist/apps/cli/main.js', import.meta.url).href);
} catch (error) {
  process.exitCode = sayFailure(error);
}
