// Every module runs as CommonJS inside Jest, the sources stay ES modules: see test/support/jest-transform.cjs.
const { readFileSync } = require('node:fs');
const swcrc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/workflows', '<rootDir>/activities', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  setupFiles: ['reflect-metadata'],
  testTimeout: 60_000,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1'] },
  transformIgnorePatterns: [],
  transform: {
    '\\.[cm]?[tj]s$': ['<rootDir>/test/support/jest-transform.cjs', { ...swcrc, swcrc: false, module: { type: 'commonjs' } }],
  },
};
