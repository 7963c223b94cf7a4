import type { KpiAnswer } from '../../contracts/street.js';
import type { Language } from '../list.js';

type Measured = { readonly numerator: number | null; readonly denominator: number | null; readonly value: number | null };

/** How figures are written in the report: exact, never a nought for what nobody knows. */
export class Figures {
  /** `currency`: volumes are money in its minor units, told in its main unit; null: as they are counted, in `basis`. */
  constructor(readonly language: Language, private readonly currency: string | null, private readonly basis: string) {}

  t(zh: string, en: string): string { return this.language === 'zh' ? zh : en; }
  get none(): string { return this.t('无数据', 'no data'); }
  /** The unit of volumes, in brackets. */
  get unit(): string { return this.currency ?? (this.basis === 'quantity' ? this.t('基本单位', 'base units') : this.t('最小货币单位', 'minor units of money')); }

  whole(value: number | null): string { return value === null ? this.none : new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 }).format(value); }

  volume(value: number | null): string {
    if (value === null) return this.none;
    if (this.currency === null || !Number.isInteger(value)) return this.whole(value);
    const digits = new Intl.NumberFormat('en-US', { style: 'currency', currency: this.currency }).resolvedOptions().maximumFractionDigits ?? 2;
    const text = String(Math.abs(value)).padStart(digits + 1, '0');
    const main = digits === 0 ? text : text.slice(0, -digits);
    return `${value < 0 ? '-' : ''}${new Intl.NumberFormat('en-US').format(BigInt(main))}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
  }

  percent(value: number | null): string { return value === null ? this.none : `${(value * 100).toFixed(2)}\u00a0%`; }

  /** With what was counted out of what. */
  ratio({ numerator, denominator, value }: Measured): string {
    return value === null || denominator === null || denominator === 0 ? this.none : `${this.percent(value)} (${this.whole(numerator)}\u00a0/\u00a0${this.whole(denominator)})`;
  }

  times(value: number | null): string { return value === null ? this.none : value.toFixed(2); }

  /** Enough to ask for the same figure again. */
  source({ title, formula, period, rule, sourceRows }: KpiAnswer): string {
    const by = rule.bundleHash === null ? `playbook ${rule.playbook}` : rule.bundleHash.slice(0, 12);
    return `${title[this.language]} = ${formula[this.language]} · ${this.t('时期', 'period')} ${period.from} … ${period.to} · ${this.t('规则', 'rule')} ${by} · ${this.t('来源行数', 'source rows')} ${this.whole(sourceRows)}`;
  }
}
