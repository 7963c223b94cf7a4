/*
 * A cell that begins with = + - @ may be run as a formula by whoever opens the workbook, or a CSV made from it. Texts get an apostrophe
 * (libs/rules/neutral-cell.ts). Expressions get a space: they stay readable for every tool of XLSForm, and one that begins with a minus
 * is the only kind that passes the lint.
 */
const dangerous = /^'*[=+\-@\t]/;

export function neutralExpression(text: string): string {
  return dangerous.test(text) ? ` ${text}` : text;
}
