import Table from 'cli-table3';
import type { ConditionView, PacketView, SweepView } from '../../../libs/contracts/views.js';
import type { Problem } from '../../../libs/contracts/problem.js';
import type { StageKey, Target } from '../../../libs/playbook/define-stage.js';
import { playbook } from '../../../libs/playbook/playbook.js';
import type { Text } from '../../../libs/playbook/define-form.js';

type Write = (line: string) => void;
type Test = ConditionView['tests'][number];

const verdicts = { passed: '通过 passed', not_passed: '未通过 not passed', unknown: '未知 unknown' } as const;
const met = (value: boolean | null): string => (value === null ? '—' : value ? '✓' : '✗');

/** Says what happens, in both languages, as it happens. */
export class Teller {
  private readonly startedAt = Date.now();

  constructor(private readonly write: Write) {}

  say(zh: string, en: string): void {
    this.write(`${this.clock()}  ${zh} · ${en}`);
  }

  text({ zh, en }: Text): void {
    this.say(zh, en);
  }

  chapter(stage: StageKey, round: number): void {
    const { title } = stageOf(stage);
    this.write(`\n${this.clock()}  ── ${title.zh} ${title.en}${round > 1 ? ` · 第 ${round} 轮 round ${round}` : ''} ${'─'.repeat(20)}`);
  }

  /** A packet as a table: every test of every condition. */
  packet(stage: StageKey, round: number, packet: PacketView): void {
    const { gate } = stageOf(stage);
    const table = new Table({ head: ['条件 Condition', 'KPI', '分子 / 分母', '值 Value', '门槛 Threshold', ''], style: { head: [], border: [], compact: true } });
    for (const condition of packet.conditions) for (const test of condition.tests) table.push(rowOf(condition, test));
    this.write(`${this.clock()}  ${gate.key} 材料包 packet ${packet.number}${round > 1 ? ` (第 ${round} 轮 round ${round})` : ''}: ${verdicts[packet.verdict]}\n${table}`);
  }

  /** A weekly review in one line: the tests that count. */
  week(week: string, sweep: SweepView, packet: PacketView | null): void {
    const tests = packet?.conditions.filter((condition) => !condition.shadow).flatMap((condition) => condition.tests.map((test) => `${test.title.zh} ${number(test.value)} ${met(test.met)}`)) ?? [];
    const verdict = packet === null ? '工作进行中 work under way' : verdicts[packet.verdict];
    this.write(`${this.clock()}  ${week} 周例会 review (${sweep.reviewed}): ${verdict}${tests.length > 0 ? ` | ${tests.join(' · ')}` : ''}`);
  }

  signed(names: readonly string[]): void {
    this.say(`签署:${names.join('、')}`, `signed by ${names.length}`);
  }

  decided(who: string, kind: string, reason: string): void {
    this.say(`${who} 决定:${kind}`, `decided ${kind}: ${reason}`);
  }

  refused(who: string, { i18n, status, code }: Problem): void {
    this.say(`${who} 想放行,被拒绝(${status} ${code}):${i18n.zh.detail}`, `a go was refused: ${i18n.en.detail}`);
  }

  plain(text: string): void {
    this.write(text);
  }

  seconds(): number {
    return (Date.now() - this.startedAt) / 1000;
  }

  private clock(): string {
    return `${this.seconds().toFixed(1).padStart(6)} s`;
  }
}

function stageOf(key: StageKey) {
  const stage = playbook.stages.find((one) => one.key === key);
  if (!stage) throw new RangeError(`there is no stage ${key}`);
  return stage;
}

function rowOf({ title, shadow, waived }: ConditionView, test: Test): string[] {
  const aside = shadow ? ' (影子 shadow)' : waived ? ' (豁免 waived)' : '';
  return [`${title.zh} ${title.en}${aside}`, test.kpi, `${number(test.numerator)} / ${number(test.denominator)}`, number(test.value), threshold(test.target, test.weeks), met(test.met)];
}

function threshold(target: Target, weeks: number): string {
  const limit = target.op === 'between' ? `${target.from}–${target.to}` : `${{ 'at-least': '≥', 'at-most': '≤', exactly: '=' }[target.op]} ${target.value}`;
  return weeks > 1 ? `${limit} × ${weeks}` : limit;
}

function number(value: number | null): string {
  if (value === null) return '—';
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}
