/*
 * A text that begins with = + - @ (also in full width), a tab or a carriage return may be run as a formula by whoever opens the workbook or
 * CSV file that it stands in. On the way out it gets an apostrophe, which reading takes away again, so that a text comes back as it was.
 */
const dangerous = /^'*[=+\-@\t\r＝＋－＠]/;
const neutralised = /^'+[=+\-@\t\r＝＋－＠]/;

export function neutralText(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** The text as it was before `neutralText`. */
export function plainText(cell: string): string {
  return neutralised.test(cell) ? cell.slice(1) : cell;
}
