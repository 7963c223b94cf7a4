import { Option, type Command } from 'commander';
import { endpoints } from '../../../libs/contracts/endpoints.js';
import type { RecordsReviewed, SurveyView } from '../../../libs/contracts/market-survey-views.js';
import type { Context, OpenContext } from '../context.js';
import { exitCodes } from '../exit-codes.js';
import { orFile, savedList } from '../list-file.js';
import { jsonArgument } from '../json-argument.js';
import { entryId, only, personId } from '../references.js';
import { wholeNumber } from '../usage-fault.js';
import { answerPosition } from './entries.js';

const states = endpoints.listSurveyRecords.query.shape.reviewState.unwrap().options;

/** What is to be done in the survey, and by whom. */
export function marketSurveyCommands(root: Command, open: OpenContext): void {
  const group = root.command('survey').description('市场调查 the market survey of an entry');
  reading(group, open);
  planning(group, open);
  fieldWork(group, open);
  checking(group, open);
}

const read = async (context: Context, entry: string): Promise<SurveyView> => context.client.call('getSurvey', { params: { entryId: await entryId(context, entry) } });

/** One of the survey's rows from its id or the beginning of it. */
function row<T extends { readonly id: string }>(zh: string, en: string, rows: readonly T[], reference: string): string {
  return only(zh, en, reference, rows.filter((one) => one.id.startsWith(reference.toLowerCase())));
}

function reading(group: Command, open: OpenContext): void {
  group.command('show <entry>').description('进度、小组、分派 progress, teams, assignments').action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const survey = await read(context, entry);
    context.terminal.answer(survey, () => showSurvey(context, survey));
  });

  orFile(group.command('sheets <entry>').description('日汇总表 daily sheets')).option('--open', '只看未交的 only those not handed in').action(async (entry: string, options: { open?: boolean }, command: Command) => {
    const context = open(command);
    const params = { entryId: await entryId(context, entry) };
    if (await savedList(context, command, 'listDailySheets', { params })) return;
    const sheets = (await context.client.call('listDailySheets', { params })).filter((sheet) => !options.open || sheet.state === 'open');
    context.terminal.answer(sheets, () => context.terminal.table(
      ['ID', context.t('日期', 'Day'), context.t('小组', 'Team'), context.t('区域', 'Zone'), context.t('状态', 'State'), context.t('期限', 'Due'), context.t('计划', 'Planned'), context.t('走访', 'Visited'), context.t('通过', 'Accepted'), context.t('退回', 'Returned'), context.t('签字', 'Signed')],
      sheets.map((s) => [s.id.slice(0, 8), s.day, s.teamCode, s.zoneNo, s.late ? `${s.state} !` : s.state, s.dueAt, s.counts.planned, s.counts.visited, s.counts.accepted, s.counts.returned, s.signedBy?.name])));
  });

  orFile(group.command('records <entry>').description('调查记录 its records')).addOption(new Option('--state <state>', '状态 state').choices(states)).option('--limit <n>', '条数 how many', wholeNumber, 100).option('--after <n>', '跳过 skip', wholeNumber, 0)
    .action(async (entry: string, options: { state?: (typeof states)[number]; limit: number; after: number }, command: Command) => {
      const context = open(command);
      const { id } = await read(context, entry);
      const { state, limit, after } = options;
      const query = { surveyId: id, current: 'true' as const, limit, after, ...(state !== undefined && { reviewState: state }) };
      if (await savedList(context, command, 'listSurveyRecords', { query })) return;
      const all = await context.client.call('listSurveyRecords', { query });
      context.terminal.answer(all, () => context.terminal.table(
        ['ID', context.t('表单', 'Form'), context.t('区域', 'Zone'), context.t('日期', 'Day'), context.t('结果', 'Outcome'), context.t('状态', 'State'), context.t('版本', 'Version'), context.t('调查人', 'By'), context.t('意见', 'Comment')],
        all.map((r) => [r.id, r.formKey, r.zoneNo, r.day, r.outcome, r.reviewState, r.version, r.submittedBy.name, r.review?.comment])));
    });

  orFile(group.command('assignments <entry>').description('分派 assignments')).action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const params = { entryId: await entryId(context, entry) };
    if (await savedList(context, command, 'listSurveyAssignments', { params })) return;
    const all = await context.client.call('listSurveyAssignments', { params });
    context.terminal.answer(all, () => assignmentTable(context, all));
  });

  orFile(group.command('checks <entry>').description('回访 back-checks')).action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const params = { entryId: await entryId(context, entry) };
    if (await savedList(context, command, 'listBackChecks', { params })) return;
    const backChecks = await context.client.call('listBackChecks', { params });
    context.terminal.answer(backChecks, () => context.terminal.table(
      ['ID', context.t('调查人', 'Surveyor'), context.t('区域', 'Zone'), context.t('日期', 'Day'), context.t('清点街区', 'Walks block'), context.t('回访人', 'Checker'), context.t('状态', 'State'), context.t('一致/核对', 'Agreed/checked'), context.t('漏扫/实有', 'Missed/found')],
      backChecks.map((c) => [c.id.slice(0, 8), c.surveyor.name, c.zoneNo, c.day, c.walksBlock ? '✓' : '', c.checker?.name, c.state, c.fieldsChecked === null ? null : `${c.fieldsAgreed}/${c.fieldsChecked}`, c.outletsFound === null ? null : `${c.missedOutlets}/${c.outletsFound}`])));
  });

  orFile(group.command('resurveys <entry>').description('补充调查 re-survey tasks')).action(async (entry: string, _options: object, command: Command) => {
    const context = open(command);
    const params = { entryId: await entryId(context, entry) };
    if (await savedList(context, command, 'listResurveys', { params })) return;
    const resurvey = await context.client.call('listResurveys', { params });
    context.terminal.answer(resurvey, () => context.terminal.table(
      ['ID', context.t('原因', 'Reason'), context.t('说明', 'Note'), context.t('区域', 'Zone'), context.t('记录', 'Records'), context.t('小组', 'Team'), context.t('负责人', 'Person'), context.t('期限', 'Due'), context.t('状态', 'State')],
      resurvey.map((t) => [t.id.slice(0, 8), t.reason, t.note, t.zoneNo, `${t.accepted}/${t.records}`, t.teamCode, t.person?.name, t.dueDay, t.late ? `${t.state} !` : t.state])));
  });
}

function planning(group: Command, open: OpenContext): void {
  group.command('configure <entry> <json|@file>').description('小组、进度、调查对象 { teams, schedule, respondentTypes }').action(async (entry: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    answerPosition(context, await context.client.call('configureSurvey', { params: { entryId: await entryId(context, entry) }, body: jsonArgument(given) as never }));
  });

  group.command('train <entry> <json|@file>').description('培训记录 { "day", "people": [{ "personId", "testOutlets" }] }').action(async (entry: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    answerPosition(context, await context.client.call('recordTraining', { params: { entryId: await entryId(context, entry) }, body: jsonArgument(given) as never }));
  });

  group.command('plan <entry>').description('按计划一次分派 hand out everything as the plan has it').addOption(new Option('--by <target>', '按区域或线路 zones or routes').choices(['zone', 'route']).default('zone'))
    .action(async (entry: string, options: { by: 'zone' | 'route' }, command: Command) => {
      const context = open(command);
      const answer = await context.client.call('planAssignments', { params: { entryId: await entryId(context, entry) }, body: options });
      context.terminal.answer(answer, () => context.t(`新分派 ${answer.planned},已有 ${answer.kept}`, `${answer.planned} handed out, ${answer.kept} were there`));
    });

  group.command('assign <entry> <json|@file>').description('增加一项分派 hand out one more').action(async (entry: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    const answer = await context.client.call('addAssignment', { params: { entryId: await entryId(context, entry) }, body: jsonArgument(given) as never });
    context.terminal.answer(answer, () => answer.assignmentId);
  });

  group.command('reassign <entry> <assignment>').description('改派 give it to another team or person').option('--team <code>', '小组 team').option('--person <login>', '人员 person').option('--from <day>', '开始 first day').option('--due <day>', '结束 last day').option('--planned <n>', '计划数 how many', wholeNumber)
    .action(async (entry: string, assignment: string, options: { team?: string; person?: string; from?: string; due?: string; planned?: number }, command: Command) => {
      const context = open(command);
      const survey = await read(context, entry);
      const { team, person, from, due, planned } = options;
      const body = {
        ...(team !== undefined && { teamCode: team }), ...(person !== undefined && { personId: await personId(context, person) }), ...(from !== undefined && { fromDay: from }), ...(due !== undefined && { dueDay: due }),
        ...(planned !== undefined && { planned }),
      };
      answerPosition(context, await context.client.call('changeAssignment', { params: { entryId: survey.entryId, assignmentId: row('分派', 'assignment', survey.assignments, assignment) }, body }));
    });

  group.command('wrap-up <entry> <json|@file>').description('总结 { "lessons", "problems", "fees": [{ "what", "planned", "spent" }] }').action(async (entry: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    answerPosition(context, await context.client.call('wrapUpSurvey', { params: { entryId: await entryId(context, entry) }, body: jsonArgument(given) as never }));
  });
}

function fieldWork(group: Command, open: OpenContext): void {
  group.command('move <entry> <assignment> <state>').description('doing | submitted | returned | accepted | cancelled').option('--note <text>', '说明 note')
    .action(async (entry: string, assignment: string, to: string, options: { note?: string }, command: Command) => {
      const context = open(command);
      const survey = await read(context, entry);
      answerPosition(context, await context.client.call('moveAssignment', { params: { entryId: survey.entryId, assignmentId: row('分派', 'assignment', survey.assignments, assignment) }, body: { to: to as 'doing', ...(options.note !== undefined && { note: options.note }) } }));
    });

  group.command('sign <entry> <sheet>').description('签交日汇总表 sign a daily sheet').requiredOption('--fees <minor>', '费用,最小货币单位 fees in minor units', wholeNumber).option('--problems <text>', '问题 problems').option('--news <text>', '竞品动态 competitor news')
    .action(async (entry: string, sheet: string, options: { fees: number; problems?: string; news?: string }, command: Command) => {
      const context = open(command);
      const survey = await read(context, entry);
      const answer = await context.client.call('handInSheet', {
        params: { entryId: survey.entryId, sheetId: row('日汇总表', 'daily sheet', survey.sheets, sheet) },
        body: { fees: options.fees, ...(options.problems !== undefined && { problems: options.problems }), ...(options.news !== undefined && { competitorNews: options.news }) },
      });
      context.terminal.answer(answer, () => (answer.onTime ? context.t('已交,按时', 'Handed in, on time') : context.t('已交,迟交', 'Handed in, late')));
    });
}

function checking(group: Command, open: OpenContext): void {
  group.command('review <record...>').description('审核一条或多条记录 review records').addOption(new Option('--outcome <outcome>', '结论 outcome').choices(['accept', 'return', 'reject']).makeOptionMandatory()).option('--comment <text>', '意见 comment')
    .action(async (recordIds: string[], options: { outcome: 'accept' | 'return' | 'reject'; comment?: string }, command: Command) => {
      const context = open(command);
      const answer = await context.client.call('reviewSurveyRecords', { body: { recordIds, outcome: options.outcome, ...(options.comment !== undefined && { comment: options.comment }) } });
      context.terminal.answer(answer, () => showReviewed(context, answer));
      if (answer.refused > 0) process.exitCode = exitCodes.failedCheck;
    });

  group.command('checker <entry> <check> <login>').description('指派回访人 give a back-check to a person').action(async (entry: string, check: string, login: string, _options: object, command: Command) => {
    const context = open(command);
    const survey = await read(context, entry);
    answerPosition(context, await context.client.call('assignBackCheck', { params: { entryId: survey.entryId, checkId: row('回访', 'back-check', survey.backChecks, check) }, body: { personId: await personId(context, login) } }));
  });

  group.command('check <entry> <check> <json|@file>').description('回访结果 { "fieldsChecked", "fieldsAgreed", "outletsFound", "missedOutlets", "findings" }').action(async (entry: string, check: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    const survey = await read(context, entry);
    const answer = await context.client.call('recordBackCheck', { params: { entryId: survey.entryId, checkId: row('回访', 'back-check', survey.backChecks, check) }, body: jsonArgument(given) as never });
    context.terminal.answer(answer, () => context.t(`新增补充调查 ${answer.resurveyTasks}`, `${answer.resurveyTasks} re-survey tasks opened`));
  });

  group.command('resurvey <entry> <json|@file>').description('新增补充调查 { "reason", "note", "records", "dueDay" }').action(async (entry: string, given: string, _options: object, command: Command) => {
    const context = open(command);
    const answer = await context.client.call('openResurvey', { params: { entryId: await entryId(context, entry) }, body: jsonArgument(given) as never });
    context.terminal.answer(answer, () => answer.taskId);
  });

  group.command('end-resurvey <entry> <task>').description('结清或取消 close or cancel').addOption(new Option('--state <state>').choices(['closed', 'cancelled']).default('closed')).requiredOption('--note <text>', '说明 note')
    .action(async (entry: string, task: string, options: { state: 'closed' | 'cancelled'; note: string }, command: Command) => {
      const context = open(command);
      const survey = await read(context, entry);
      answerPosition(context, await context.client.call('changeResurvey', { params: { entryId: survey.entryId, taskId: row('补充调查', 're-survey task', survey.resurvey, task) }, body: options }));
    });
}

function showSurvey(context: Context, survey: SurveyView): string {
  const { terminal } = context;
  const { progress, open } = survey;
  const head = terminal.pairs([
    [context.t('调查', 'Survey'), `${survey.id} · ${survey.phase}`], [context.t('进度', 'Progress'), `${progress.submitted} / ${progress.planned} (${context.t('今日应达', 'expected by today')} ${progress.expected})`],
    [context.t('通过', 'Accepted'), progress.accepted], [context.t('覆盖率', 'Coverage'), quotient(survey.coverage)], [context.t('回访一致', 'Agreement'), quotient(survey.agreement)],
    [context.t('待办', 'Open'), Object.entries(open).filter(([, count]) => count > 0).map(([what, count]) => `${what} ${count}`).join(', ')],
  ]);
  const teams = terminal.table([context.t('小组', 'Team'), context.t('职责', 'Does'), context.t('组长', 'Head'), context.t('成员', 'Members'), context.t('对象', 'Asks')],
    survey.teams.map((t) => [`${t.name} ${t.code}`, terminal.text(t.does), t.head?.name ?? t.role, t.members.map((m) => m.name).join(' '), t.respondentTypes.join(' ')]));
  return `${head}\n${teams}\n${assignmentTable(context, survey.assignments)}`;
}

function assignmentTable(context: Context, assignments: SurveyView['assignments']): string {
  return context.terminal.table(
    ['ID', context.t('对象', 'Target'), context.t('小组', 'Team'), context.t('人员', 'Person'), context.t('日期', 'Days'), context.t('计划', 'Planned'), context.t('应达', 'Expected'), context.t('已报', 'In'), context.t('通过', 'Accepted'), context.t('状态', 'State')],
    assignments.map((a) => [a.id.slice(0, 8), a.title, a.teamCode, a.person?.name, `${a.fromDay}…${a.dueDay}`, a.planned, a.expected, a.submitted, a.accepted, a.late ? `${a.state} !` : a.state]));
}

function quotient({ numerator, denominator, value }: SurveyView['coverage']): string | null {
  return value === null ? null : `${value} (${numerator}/${denominator})`;
}

function showReviewed(context: Context, { reviewed, refused, results }: RecordsReviewed): string {
  const head = context.terminal.pairs([[context.t('已审核', 'Reviewed'), reviewed], [context.t('未审核', 'Not reviewed'), refused]]);
  const faults = results.flatMap((result) => result.faults.map((fault) => [result.recordId, fault[context.terminal.language]]));
  return faults.length === 0 ? head : `${head}\n${context.terminal.table(['ID', context.t('问题', 'Fault')], faults)}`;
}
