import type { MarketReportView } from '../../contracts/market-report.js';
import type { Language } from '../list.js';
import { stageName } from '../words.js';
import type { ReportDocument } from './blocks.js';
import { chancePart, zonePart } from './chance-parts.js';
import { basicsPart, capacityPart, competitorPart } from './market-parts.js';
import { Figures } from './say-figures.js';
import { consumerPart, dealerPart, terminalPart } from './street-parts.js';

/** The standard market report 标准市场报告 in its eight parts (method.md §6.8). What nobody knows is said; nothing is made up. */
export function marketReportDocument(view: MarketReportView, language: Language): ReportDocument {
  const { market, entry, period, rule, madeAt } = view;
  const basis = String(view.capacity.market.settings['volumeBasis']);
  const f = new Figures(language, basis === 'amount' ? entry?.currency ?? null : null, basis);
  const title = f.t(`${market.name} 标准市场报告`, `Standard market report: ${market.name}`);
  return {
    language, title, contents: f.t('目录', 'Contents'), foot: `${title} · ${period.from} … ${period.to}`,
    about: [
      [f.t('市场', 'Market'), `${market.name} (${market.code})${market.adminRegion === null ? '' : ` · ${market.adminRegion}`}`],
      [f.t('进入项目', 'Entry'), entry ? `${entry.name} · ${stageName(entry.stage, language)}` : f.t('无', 'none')],
      [f.t('时期', 'Period'), `${period.from} … ${period.to} (${period.weeks.from} … ${period.weeks.to})`],
      [f.t('规则', 'Rule'), rule.bundleHash ?? `playbook ${rule.playbook}`],
      [f.t('销量单位', 'Volumes in'), f.unit],
      [f.t('生成时间', 'Made at'), madeAt],
    ],
    blocks: [basicsPart, capacityPart, competitorPart, dealerPart, terminalPart, consumerPart, chancePart, zonePart].flatMap((part) => part(view, f)),
  };
}
