/*
 * A cell that begins with = + - @ may be run as a formula by whoever opens the workbook, or a CSV made from it. Texts get an apostrophe before
 * it, which reading takes away again. Expressions get a space: they stay readable for every tool of XLSForm, and one that begins with a minus
 * is the only kind that passes the lint.
 */
const dangerous = /^'*[=+\-@\t]/;
const neutralised = /^'+[=+\-@\t]/;

export function neutralText(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

export function neutralExpression(text: string): string {
  return dangerous.test(text) ? ` ${text}` : text;
}

/** The text as it was before `neutralText`. */
export function plainText(cell: string): string {
  return neutralised.test(cell) ? cell.slice(1) : cell;
}
