import type { IncidentView, PricesView, ReceivablesView } from '../../contracts/trade-views.js';
import { sheetOf, yesNo, type List } from '../list.js';
import { word } from '../words.js';

/* Prices, debts and order in the market. */

export const incidents: List<readonly IncidentView[]> = {
  title: { zh: '市场秩序事件', en: 'Incidents' },
  sheets: [sheetOf({ zh: '市场秩序事件', en: 'Incidents' }, (rows) => rows, [
    ['text', '编号', 'Own number', (i) => i.clientId, 38], ['text', '种类', 'Kind', (i, l) => word(i.kind, l)], ['day', '发现日', 'Found on', (i) => i.foundOn], ['text', '内容', 'Text', (i) => i.text, 48],
    ['text', '终端', 'Terminal', (i) => i.terminal && (i.terminal.code ?? i.terminal.externalId)], ['text', '终端名称', 'Terminal name', (i) => i.terminal?.name, 28], ['text', '单品', 'SKU', (i) => i.sku?.code],
    ['text', '来源经销商', 'Source dealer', (i) => i.sourceDealer?.name], ['text', '批号', 'Batch code', (i) => i.batchCode], ['text', '负责人', 'Owner', (i) => i.owner], ['day', '期限', 'Due', (i) => i.due],
    ['text', '逾期', 'Overdue', (i, l) => yesNo(i.overdue, l)], ['text', '状态', 'State', (i, l) => word(i.state, l)], ['text', '结论', 'Finding', (i, l) => word(i.finding, l)], ['text', '结果', 'Result', (i) => i.result, 40],
    ['text', '报告人', 'Reported by', (i) => i.reportedBy?.name], ['day', '关闭日', 'Closed on', (i) => i.closedOn],
  ])],
  pageRows: 5000,
  next: (rows, { limit, after }) => (rows.length < Number(limit) ? null : { after: Number(after ?? 0) + rows.length }),
};

export const receivables: List<ReceivablesView> = {
  title: { zh: '应收账款', en: 'Receivables' },
  sheets: [sheetOf({ zh: '应收账款', en: 'Receivables' }, ({ rows }) => rows, [
    ['text', '经销商编号', 'Dealer code', (r) => r.dealer.code], ['text', '经销商', 'Dealer', (r) => r.dealer.name, 28], ['day', '清单日', 'List of', (r) => r.day], ['whole', '发票', 'Invoices', (r) => r.invoices], ['whole', '应收', 'Receivable', (r) => r.receivable],
    ['whole', '逾期', 'Overdue', (r) => r.overdue], ['percent', '逾期率', 'Overdue ratio', (r) => r.overdueRatio.value], ['whole', '信用额度', 'Credit limit', (r) => r.creditLimit], ['percent', '额度使用率', 'Credit use', (r) => r.creditUse.value],
  ])],
  about: ({ asOf, receivable, overdue }) => [[{ zh: '截至', en: 'As of' }, asOf], [{ zh: '应收合计', en: 'Receivable in all' }, receivable], [{ zh: '逾期合计', en: 'Overdue in all' }, overdue]],
};

export const prices: List<PricesView> = {
  title: { zh: '价格检查', en: 'Prices' },
  sheets: [sheetOf({ zh: '价格检查', en: 'Prices' }, ({ rows }) => rows, [
    ['day', '日期', 'Day', (p) => p.day], ['text', '客户', 'Customer', (p, l) => word(p.place.kind, l)], ['text', '编号', 'Code', (p) => p.place.code], ['text', '名称', 'Name', (p) => p.place.name, 28], ['text', '层级', 'Tier', (p, l) => word(p.tier, l)],
    ['text', '单品编号', 'SKU', (p) => p.sku.code], ['text', '单品', 'SKU name', (p) => p.sku.name, 28], ['whole', '价格', 'Price', (p) => p.price], ['whole', '最低', 'Lowest', (p) => p.lowest], ['whole', '最高', 'Highest', (p) => p.highest],
    ['text', '合规', 'In band', (p, l) => yesNo(p.inBand, l)],
  ])],
  about: ({ period, checks, inBand }) => [[{ zh: '时期', en: 'Period' }, `${period.from} … ${period.to}`], [{ zh: '检查数', en: 'Checks' }, checks], [{ zh: '合规数', en: 'In band' }, inBand]],
  pageRows: 20_000,
  next: ({ next }) => (next === null ? null : { after: next }),
};
