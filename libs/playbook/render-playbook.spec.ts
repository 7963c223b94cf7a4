import { readFileSync } from 'node:fs';
import { playbook } from './playbook.js';
import { renderPlaybook } from './render-playbook.js';

describe('PLAYBOOK.md', () => {
  it('says what the playbook says today; otherwise run: npm run build && npm run playbook', () => {
    expect(readFileSync('libs/playbook/PLAYBOOK.md', 'utf8')).toBe(renderPlaybook());
  });

  it('names every task, deliverable, KPI and condition', () => {
    const text = renderPlaybook();
    for (const stage of playbook.stages) {
      for (const part of [stage.tasks, stage.deliverables, stage.kpis, stage.gate.conditions]) {
        for (const key of Object.keys(part)) expect(text).toContain(`\`${key}\``);
      }
    }
  });
});
