import { password } from '@inquirer/prompts';
import { UsageFault } from './usage-fault.js';

/** One secret per message: the lines of standard input with `fromStdin`, else asked for at the terminal without showing them. */
export async function askSecrets(messages: readonly string[], fromStdin: boolean): Promise<string[]> {
  if (fromStdin) return secretsFromStdin(messages.length);
  if (!process.stdin.isTTY) throw new UsageFault('没有终端可输入密码:请使用 --password-stdin', 'There is no terminal to ask for the password: use --password-stdin');
  const secrets: string[] = [];
  // Prompts go to standard error: standard output belongs to the answer.
  for (const message of messages) secrets.push(await password({ message, mask: true }, { output: process.stderr }));
  return secrets;
}

async function secretsFromStdin(count: number): Promise<string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').split(/\r?\n/).slice(0, count);
  if (lines.length < count || lines.some((line) => line === '')) throw new UsageFault(`标准输入应有 ${count} 行密码`, `Standard input should hold ${count} line(s)`);
  return lines;
}
