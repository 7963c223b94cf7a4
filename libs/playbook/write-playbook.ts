import { writeFileSync } from 'node:fs';
import { renderPlaybook } from './render-playbook.js';

// Runs from dist/libs/playbook; the document belongs beside the sources.
writeFileSync(new URL('../../../libs/playbook/PLAYBOOK.md', import.meta.url), renderPlaybook());
