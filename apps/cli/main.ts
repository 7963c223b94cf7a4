import { Command, CommanderError } from 'commander';
import { program as installed } from '../../libs/platform/program.js';
import { bundleCommands } from './commands/bundles.js';
import { deliverableCommands } from './commands/deliverables.js';
import { dealerCommands } from './commands/dealers.js';
import { entryCommands } from './commands/entries.js';
import { fieldRowCommands } from './commands/field-rows.js';
import { gateCommands } from './commands/gates.js';
import { geographyCommands } from './commands/geography.js';
import { importCommands } from './commands/imports.js';
import { journalCommands } from './commands/journal.js';
import { kpiCommands } from './commands/kpi.js';
import { marketCommands } from './commands/markets.js';
import { peopleCommands } from './commands/people.js';
import { reportCommands } from './commands/report.js';
import { reviewCommands } from './commands/reviews.js';
import { marketSurveyCommands } from './commands/market-survey.js';
import { surveyCommands } from './commands/surveys.js';
import { sessionCommands } from './commands/session.js';
import { tradeCommands } from './commands/trade.js';
import { terminalCommands } from './commands/terminals.js';
import { visitCommands } from './commands/visits.js';
import { Context, localeOf, type OpenContext } from './context.js';
import { endingOf, exitCodes } from './exit-codes.js';
import { operateCommands } from './operate/commands.js';
import { Terminal } from './terminal.js';

const rooms = [
  sessionCommands, entryCommands, deliverableCommands, gateCommands, reviewCommands, marketCommands, importCommands, fieldRowCommands, kpiCommands, surveyCommands, marketSurveyCommands, terminalCommands, geographyCommands,
  visitCommands, tradeCommands, dealerCommands, bundleCommands, journalCommands, peopleCommands, operateCommands,
  reportCommands,
];

function beachhead(open: OpenContext): Command {
  const root = new Command('beachhead')
    .description('市场进入,按深度营销方法 · Market entry by the deep-marketing method')
    .version(installed.version)
    .option('--json', '标准输出只有一个 JSON 对象 one JSON object on standard output')
    .option('--url <address>', '服务器地址 server address (BEACHHEAD_URL)')
    .option('--token <secret>', '会话或 API 令牌 session or API token (BEACHHEAD_TOKEN)')
    .option('--lang <zh|en>', '语言 language (LANG)')
    .addHelpText('after', '\n退出码 exit codes: 0 ok · 1 refused · 2 usage · 3 server or network · 4 a check failed');
  for (const add of rooms) add(root, open);
  return settle(root);
}

/** What commander would have said on standard error, last. */
let said = '';

/** Every command ends by throwing instead of ending the process, and says nothing itself: what went wrong is said once, below. */
function settle(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: (text) => { said = text; } }).configureHelp({ showGlobalOptions: true }).showSuggestionAfterError();
  command.commands.forEach(settle);
  return command;
}

async function run(argv: readonly string[]): Promise<number> {
  const terminal = new Terminal(process.stdout, process.stderr, localeOf(argv), argv.includes('--json'));
  try {
    await beachhead((command) => Context.of(command, terminal)).parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    // Help and version that were asked for.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    const ending = endingOf(error);
    terminal.failure(ending.body, terminal.t(ending.zh, ending.en));
    if (error instanceof CommanderError && error.code === 'commander.help') terminal.note(said, said);
    return ending.exitCode;
  }
}

process.exitCode = await run(process.argv.slice(2));
