// Jest on Node < 24.9 cannot require() ES modules, and Nest 12 ships nothing else. So inside Jest everything is CommonJS:
// our TypeScript and every real ES module of node_modules go through swc, CommonJS files pass through untouched.
// Production runs the untouched ES modules.
const { dirname, join } = require('node:path');
const { existsSync, readFileSync } = require('node:fs');
const swcJest = require('@swc/jest');

const esmDirs = new Map();
function isEsm(file) {
  if (file.endsWith('.mjs')) return true;
  if (!file.endsWith('.js')) return false;
  const seen = [];
  let dir = dirname(file);
  while (!esmDirs.has(dir)) {
    seen.push(dir);
    const manifest = join(dir, 'package.json');
    const up = dirname(dir);
    if (existsSync(manifest)) esmDirs.set(dir, JSON.parse(readFileSync(manifest, 'utf8')).type === 'module');
    else if (up === dir) esmDirs.set(dir, false);
    else dir = up;
  }
  const esm = esmDirs.get(dir);
  for (const d of seen) esmDirs.set(d, esm);
  return esm;
}

module.exports = {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    return {
      canInstrument: true,
      getCacheKey: (...args) => swc.getCacheKey(...args),
      process: (source, file, o) =>
        file.includes('/node_modules/') && !isEsm(file) ? { code: source } : swc.process(source, file, o),
    };
  },
};
