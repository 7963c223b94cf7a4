import { makeBundle } from '../playbook/bundle.js';
import { stageOf } from '../playbook/bundle-content.js';
import { lapse, lapseText, sentBackText } from './lapse.js';

const select = stageOf(makeBundle(), 'select');

describe('why a packet lapsed', () => {
  it.each([
    [lapse('readings-changed'), '读数已变化', 'the readings changed'],
    [lapse('handed-in', 'scorecard', 'fengxian'), '有新提交:独立评分表 fengxian', 'handed in: Rater’s scorecard · fengxian'],
    [lapse('handed-in', 'candidateList', ''), '有新提交:候选市场清单', 'handed in: Candidate list'],
    [lapse('weekly-review', '2026-W10'), '周例会:2026-W10', 'weekly review 2026-W10'],
  ])('%s', (stored, zh, en) => {
    expect(lapseText(stored, select)).toEqual({ zh, en });
  });

  it('shows what an earlier version wrote as it was written', () => {
    expect(lapseText('waiver for evidenceComplete', select)).toEqual({ zh: 'waiver for evidenceComplete', en: 'waiver for evidenceComplete' });
  });

  it('never outgrows its column', () => {
    expect(lapse('fallen', 'x'.repeat(900))).toHaveLength(400);
  });

  it('names the conditions that took a decision back', () => {
    expect(sentBackText('totalHighEnough, evidenceComplete', select).zh).toMatch(/.+ .+/);
    expect(sentBackText('chosen-market', select).en).toBe('chosen-market');
  });
});
