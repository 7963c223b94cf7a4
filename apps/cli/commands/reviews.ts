import type { Command } from 'commander';
import type { z } from 'zod';
import type { ChangedWeekView, SweepView } from '../../../libs/contracts/views.js';
import type { Context, OpenContext } from '../context.js';
import { orFile, savedList } from '../list-file.js';
import { entryId } from '../references.js';

export function reviewCommands(root: Command, open: OpenContext): void {
  const group = root.command('reviews').description('周评审 weekly reviews');

  group.command('run <cohort>').description('请求评审一批项目的一周 ask for a cohort, e.g. Asia/Shanghai/mon-08').requiredOption('--week <YYYY-Www>', 'ISO 周 ISO week')
    .action(async (cohort: string, options: { week: string }, command: Command) => {
      const context = open(command);
      answerSweep(context, await context.client.call('requestReviews', { body: { cohort, week: options.week } }));
    });

  group.command('show <sweepId>').description('进行到哪里 how far it is').action(async (sweepId: string, _options: object, command: Command) => {
    const context = open(command);
    answerSweep(context, await context.client.call('getSweep', { params: { sweepId } }));
  });

  orFile(group.command('list <entry>').description('一个项目的评审 reviews of an entry')).action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const params = { entryId: await entryId(context, entry) };
    if (await savedList(context, command, 'listReviews', { params })) return;
    const all = await context.client.call('listReviews', { params });
    context.terminal.answer(all, () => context.terminal.table(
      [context.t('周', 'Week'), context.t('阶段', 'Stage'), context.t('绿', 'Green'), context.t('黄', 'Amber'), context.t('红', 'Red'), context.t('灰', 'Grey'), context.t('发现', 'Findings'), context.t('之后更改的周', 'Weeks changed since')],
      all.map((r) => [r.week, r.stage, r.counts['green'] ?? 0, r.counts['amber'] ?? 0, r.counts['red'] ?? 0, r.counts['grey'] ?? 0, r.findings.map((f) => context.terminal.text(f)).join('\n'), changedWeeks(r.changedSince)])));
  });
}

/** Weeks whose figures an import has changed since they were measured, with the file that did. */
export function changedWeeks(changed: readonly z.output<typeof ChangedWeekView>[]): string {
  return [...new Set(changed.map(({ week, fileName }) => `${week} ${fileName}`))].join('\n');
}

function answerSweep(context: Context, sweep: z.output<typeof SweepView>): void {
  context.terminal.answer(sweep, () => context.terminal.pairs([
    ['Id', sweep.id], [context.t('批次', 'Cohort'), sweep.cohort], [context.t('周', 'Week'), sweep.week],
    [context.t('已评审', 'Reviewed'), sweep.reviewed], [context.t('跳过', 'Skipped'), sweep.skipped], [context.t('完成于', 'Finished at'), sweep.finishedAt],
  ]));
}
