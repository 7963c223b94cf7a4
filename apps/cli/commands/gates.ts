import { Argument, type Command } from 'commander';
import type { GateView } from '../../../libs/contracts/views.js';
import { decisionKinds, type DecisionKind } from '../../../libs/rules/facts.js';
import type { StageKey } from '../../../libs/playbook/define-stage.js';
import type { Context, OpenContext } from '../context.js';
import { entryId, personId } from '../references.js';
import { UsageFault, wholeNumber } from '../usage-fault.js';
import { answerPosition } from './entries.js';
import { changedWeeks } from './reviews.js';

type Gate = { readonly params: { entryId: string; stage: StageKey }; readonly packetHash: () => Promise<string> };
type Which = { readonly stage?: StageKey; readonly packet?: string };
const stageOption = ['--stage <stage>', '阶段;缺省为当前阶段 stage; the current one when left out'] as const;
const packetOption = ['--packet <hash>', '材料的哈希;缺省为当前材料 packet hash; the current one when left out'] as const;

export function gateCommands(root: Command, open: OpenContext): void {
  const group = root.command('gates').description('闸门 gates');

  group.command('show <entry>').description('材料、结论、投票 packets, verdict, votes').option(...stageOption).option('--round <n>', '轮次 round', wholeNumber)
    .action(async (entry: string, options: Which & { round?: number }, command: Command) => {
      const context = open(command);
      const { params } = await gateOf(context, entry, options);
      const view = await context.client.call('getGate', { params, query: options.round === undefined ? {} : { round: options.round } });
      context.terminal.answer(view, () => showGate(context, view));
    });

  group.command('vote <entry>').description('投票 vote').addArgument(new Argument('<choice>').choices(['go', 'no-go'])).requiredOption('--as <role>', '以何角色 as which role')
    .option('--comment <text>', '意见 comment', '').option(...stageOption).option(...packetOption)
    .action(async (entry: string, choice: 'go' | 'no-go', options: Which & { as: string; comment: string }, command: Command) => {
      const context = open(command);
      const { params, packetHash } = await gateOf(context, entry, options);
      answerPosition(context, await context.client.call('vote', { params, body: { packetHash: await packetHash(), role: options.as, choice, comment: options.comment } }));
    });

  group.command('decide <entry>').description('决策 decide').addArgument(new Argument('<kind>').choices(decisionKinds)).requiredOption('--reason <text>', '理由 reason')
    .option('--to-stage <stage>', '退回到 recycle to').option('--obligation <condition:login:days:text...>', '有条件通过的义务 obligations of a conditional go')
    .option(...stageOption).option(...packetOption)
    .action(async (entry: string, kind: DecisionKind, options: Which & { reason: string; toStage?: StageKey; obligation?: string[] }, command: Command) => {
      const context = open(command);
      const { params, packetHash } = await gateOf(context, entry, options);
      const obligations = await Promise.all((options.obligation ?? []).map((text) => obligation(context, text)));
      const toStage = options.toStage === undefined ? {} : { toStage: options.toStage };
      answerPosition(context, await context.client.call('decideGate', { params, body: { packetHash: await packetHash(), kind, reason: options.reason, obligations, ...toStage } }));
    });

  group.command('waive <entry> <condition>').description('豁免一个条件 waive one condition').requiredOption('--reason <text>', '理由 reason').requiredOption('--days <n>', '有效天数 days', wholeNumber)
    .option(...stageOption)
    .action(async (entry: string, condition: string, options: Which & { reason: string; days: number }, command: Command) => {
      const context = open(command);
      const { params } = await gateOf(context, entry, options);
      answerPosition(context, await context.client.call('waive', { params, body: { condition, reason: options.reason, days: options.days } }));
    });

  root.command('obligations').description('有条件通过的义务 obligations').command('clear <entry> <obligationId>').description('清除 clear').requiredOption('--note <text>', '说明 note')
    .action(async (entry: string, obligationId: string, options: { note: string }, command: Command) => {
      const context = open(command);
      answerPosition(context, await context.client.call('clearObligation', { params: { entryId: await entryId(context, entry), obligationId }, body: options }));
    });
}

/** The gate that is meant: of the named stage, else of the one the entry is in; and its current packet. */
async function gateOf(context: Context, entry: string, { stage, packet }: Which): Promise<Gate> {
  const id = await entryId(context, entry);
  const params = { entryId: id, stage: stage ?? (await context.client.call('getEntry', { params: { entryId: id } })).stage };
  return {
    params,
    packetHash: async () => {
      const current = packet ?? (await context.client.call('getGate', { params })).packets.find((p) => p.state === 'current')?.hash;
      if (current === undefined) throw new UsageFault('此门没有当前材料', 'This gate has no current packet');
      return current;
    },
  };
}

async function obligation(context: Context, argument: string): Promise<{ condition: string; ownerId: string; dueDays: number; text: string }> {
  const [, condition, login, days, text] = /^([^:]+):([^:]+):(\d+):(.+)$/s.exec(argument) ?? [];
  if (!condition || !login || !days || !text) throw new UsageFault(`义务应写作 条件:登录名:天数:内容,而不是 ${argument}`, `An obligation is written condition:login:days:text, not ${argument}`);
  return { condition, ownerId: await personId(context, login), dueDays: Number(days), text };
}

function showGate(context: Context, view: GateView): string {
  const { terminal } = context;
  const packet = view.packets.find((p) => p.state === 'current') ?? view.packets[0];
  const conditions = packet?.conditions ?? view.preview ?? [];
  const met = (value: boolean | null): string => (value === null ? '?' : value ? '✓' : '✗');
  const head = terminal.pairs([
    [context.t('闸门', 'Gate'), `${view.key} · ${view.stage} · ${context.t('第', 'round ')}${view.round}${context.t('轮', '')}`],
    [context.t('结论', 'Verdict'), packet?.verdict ?? view.previewVerdict], [context.t('材料', 'Packet'), packet && `${packet.number} ${packet.state} ${packet.hash}`],
    [context.t('待签', 'Votes missing'), view.missingVotes.join(' ')], [context.t('决策人', 'Decider'), view.decider], [context.t('期限', 'Decide by'), view.decideBy],
    ...(packet && packet.changedSince.length > 0 ? [[context.t('数据之后更改', 'Figures changed since'), changedWeeks(packet.changedSince)] as const] : []),
    ...(packet?.decisions ?? []).filter((d) => d.changedSince.length > 0).map((d) => [`${context.t('决策后数据更改', 'Changed after the decision')} ${d.kind}`, changedWeeks(d.changedSince)] as const),
  ]);
  const tests = conditions.flatMap((c) => c.tests.map((t) => [
    `${met(c.met)} ${terminal.text(c.title)}${c.waived ? context.t('(豁免)', ' (waived)') : ''}`, terminal.text(t.title), t.numerator, t.denominator, t.value, JSON.stringify(t.target), met(t.met)]));
  return `${head}\n${terminal.table([context.t('条件', 'Condition'), 'KPI', context.t('分子', 'Num.'), context.t('分母', 'Den.'), context.t('值', 'Value'), context.t('目标', 'Target'), ''], tests)}`;
}
