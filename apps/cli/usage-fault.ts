import { InvalidArgumentError, type CommanderError } from 'commander';

/** The command line was not understood: exit code 2. */
export class UsageFault extends Error {
  constructor(readonly zh: string, readonly en: string) {
    super(`${zh} / ${en}`);
    this.name = 'UsageFault';
  }
}

const inChinese: Readonly<Record<string, string>> = {
  'commander.help': '缺少子命令', 'commander.unknownCommand': '没有这个命令', 'commander.unknownOption': '没有这个选项', 'commander.missingArgument': '缺少参数',
  'commander.missingMandatoryOptionValue': '缺少必需的选项', 'commander.optionMissingArgument': '选项缺少值', 'commander.invalidArgument': '参数值无效',
  'commander.excessArguments': '参数过多', 'commander.conflictingOption': '选项互相冲突',
};

/** What commander found wrong, with its suggestion of what was meant. */
export function usageEn(error: CommanderError): string {
  return error.code === 'commander.help' ? 'A subcommand is missing' : error.message.replace(/^error: /, '');
}

export function usageZh(error: CommanderError): string {
  const names = [...error.message.matchAll(/'([^']+)'/g)].map(([, name]) => name).join('、');
  const meant = /Did you mean (?:one of )?([^?]+)\?/.exec(error.message)?.[1];
  return `${inChinese[error.code] ?? '用法有误'}${names === '' ? '' : `:${names}`}${meant === undefined ? '' : `(是否想用 ${meant}?)`}`;
}

/** Reads the value of a numeric option. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number is needed.');
  return Number(text);
}
