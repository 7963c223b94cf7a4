import { rowsFromText } from '../../apps/web/forms/rows-from-text.js';
import { choice, code, count, date, line, money, optional, quantity, ratio, text, yesNo } from '../../libs/playbook/forms/fields.js';

const of = {
  dealer: code('经销商', 'Dealer'), due: date('到期', 'Due'), boxes: count('箱', 'Boxes'), litres: quantity('升', 'Litres', 'l'), amount: money('金额', 'Amount'), share: ratio('份额', 'Share'),
  core: yesNo('核心', 'Core'), tier: choice('环节', 'Tier', { dealer: text('经销商', 'Dealer'), terminal: text('终端', 'Terminal') }), note: optional(line('备注', 'Note')),
};
const row = { dealer: 'D-1', due: '2026-03-05', boxes: 1200, litres: 0.5, amount: 123456, share: 0.35, core: true, tier: 'terminal', note: null };

describe('rows pasted from a spreadsheet', () => {
  it('become rows of the form: thousands, percent, Chinese dates and words, money in minor units', () => {
    expect(rowsFromText('D-1\t2026年3月5日\t1,200\t.5\t1,234.56\t35%\t是\t终端\t', of, 'CNY')).toEqual({ rows: [row], unread: [] });
    expect(rowsFromText('D-1\t2026/3/5\t1200\t0.5\t1234.56\t0.35\tyes\tTerminal', of, 'CNY')).toEqual({ rows: [row], unread: [] });
  });

  it('lose their line of titles, in either language, and empty lines', () => {
    const body = 'D-1\t2026-03-05\t1200\t0.5\t1234.56\t0.35\ty\tterminal';
    for (const titles of ['经销商\t到期', 'Dealer\tDue', 'dealer\tdue']) expect(rowsFromText(`${titles}\r\n${body}\r\n\r\n`, of, 'CNY').rows).toEqual([row]);
    expect(rowsFromText(`${body}\n${body}`, of, 'CNY').rows).toHaveLength(2);
  });

  it('know the minor units of the currency', () => {
    expect(rowsFromText('\t\t\t\t1234', of, 'JPY').rows[0]?.['amount']).toBe(1234);
    expect(rowsFromText('\t\t\t\t1.234', of, 'KWD').rows[0]?.['amount']).toBe(1234);
  });

  it('leave a cell empty that does not fit, and say which one', () => {
    const { rows, unread } = rowsFromText('D-1\tmorgen\t1.5\tviel\t\t\tmaybe\twholesale', of, 'CNY');
    expect(rows[0]).toEqual({ dealer: 'D-1', due: null, boxes: null, litres: null, amount: null, share: null, core: null, tier: null, note: null });
    expect(unread.map(({ row: at, column }) => [at, column])).toEqual([[1, 'due'], [1, 'boxes'], [1, 'litres'], [1, 'core'], [1, 'tier']]);
  });
});
