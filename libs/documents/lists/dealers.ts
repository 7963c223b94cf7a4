import type { ContractView, DealerRow, DealerStockView, TerminalStockView } from '../../contracts/dealer-views.js';
import { sheetOf, yesNo, type List } from '../list.js';
import { word } from '../words.js';

/* Dealers, their contracts, and the stock of dealers and terminals. */

export const dealers: List<readonly DealerRow[]> = {
  title: { zh: '经销商', en: 'Dealers' },
  sheets: [sheetOf({ zh: '经销商', en: 'Dealers' }, (rows) => rows, [
    ['text', '编号', 'Code', (d) => d.code], ['text', '名称', 'Name', (d) => d.name, 28], ['text', '核心', 'Core', (d, l) => yesNo(d.core, l)], ['text', '状态', 'State', (d, l) => word(d.status, l)], ['text', '等级', 'Grade', (d) => d.grade], ['number', '评估总分', 'Total', (d) => d.total],
    ['day', '评估日', 'Assessed on', (d) => d.assessedOn], ['text', '区域', 'Zones', (d) => d.zones.join(' ')], ['whole', '终端', 'Terminals', (d) => d.terminals], ['whole', '月供货能力', 'Monthly capacity', (d) => d.monthlyCapacity], ['whole', '应收', 'Receivable', (d) => d.owed?.receivable],
    ['whole', '逾期', 'Overdue', (d) => d.owed?.overdue], ['percent', '逾期率', 'Overdue ratio', (d) => d.owed?.overdueRatio.value], ['whole', '信用额度', 'Credit limit', (d) => d.creditLimit], ['percent', '额度使用率', 'Credit use', (d) => d.creditUse.value], ['text', '负责人', 'Owner', (d) => d.owner],
    ['day', '上次有效拜访', 'Last valid visit', (d) => d.lastVisit],
  ])],
  pageRows: 5000,
  next: (rows, { limit, after }) => (rows.length < Number(limit) ? null : { after: Number(after ?? 0) + rows.length }),
};

export const contracts: List<readonly ContractView[]> = {
  title: { zh: '经销商合同', en: 'Dealer contracts' },
  sheets: [sheetOf({ zh: '经销商合同', en: 'Dealer contracts' }, (rows) => rows, [
    ['text', '合同号', 'Number', (c) => c.number], ['text', '经销商编号', 'Dealer code', (c) => c.dealer.code], ['text', '经销商', 'Dealer', (c) => c.dealer.name, 28], ['day', '起', 'From', (c) => c.from], ['day', '止', 'To', (c) => c.to], ['text', '独家', 'Exclusive', (c, l) => yesNo(c.exclusive, l)],
    ['text', '区域', 'Zones', (c) => c.zones.map(({ zoneNo }) => zoneNo).join(' ')], ['whole', '月承担能力', 'Monthly capacity', (c) => c.zones.reduce((all, zone) => all + zone.monthlyCapacity, 0)], ['whole', '月目标', 'Monthly target', (c) => c.monthlyTarget], ['whole', '信用额度', 'Credit limit', (c) => c.creditLimit],
    ['text', '支持', 'Support', (c) => c.support, 36], ['day', '签署日', 'Signed on', (c) => c.signedOn], ['text', '状态', 'State', (c, l) => word(c.state, l)], ['day', '终止日', 'Ended on', (c) => c.endedOn], ['text', '终止原因', 'Ended because', (c) => c.endReason, 36],
  ])],
};

export const dealerStock: List<DealerStockView> = {
  title: { zh: '经销商库存', en: 'Dealer stock' },
  sheets: [sheetOf({ zh: '经销商库存', en: 'Dealer stock' }, ({ rows }) => rows, [
    ['text', '经销商编号', 'Dealer code', (r) => r.dealer.code], ['text', '经销商', 'Dealer', (r) => r.dealer.name, 28], ['text', '单品编号', 'SKU', (r) => r.sku.code], ['text', '单品', 'SKU name', (r) => r.sku.name, 28], ['day', '起', 'From', (r) => r.from], ['day', '止', 'To', (r) => r.to], ['whole', '期初', 'Opening', (r) => r.opening],
    ['whole', '进货', 'Received', (r) => r.received], ['whole', '出货', 'Shipped', (r) => r.shipped], ['whole', '期末', 'Closing', (r) => r.closing], ['number', '库存天数', 'Stock days', (r) => r.days.value], ['percent', '有效出货', 'Flow-through', (r) => r.flowThrough.value], ['percent', '动销率', 'Sell-through', (r) => r.sellThrough.value],
    ['whole', '建议补货', 'Order hint', (r) => r.orderHint], ['whole', '未解释差异', 'Unexplained', (r) => r.unexplained], ['text', '提示', 'Flag', (r, l) => word(r.flag, l)],
  ])],
  about: ({ period }) => [[{ zh: '时期', en: 'Period' }, `${period.from} … ${period.to}`]],
  pageRows: 5000,
  next: ({ next }) => (next === null ? null : { after: next }),
};

export const terminalStock: List<TerminalStockView> = {
  title: { zh: '终端库存', en: 'Terminal stock' },
  sheets: [sheetOf({ zh: '终端库存', en: 'Terminal stock' }, ({ rows }) => rows, [
    ['text', '终端编号', 'Terminal', (r) => r.terminal.code ?? r.terminal.externalId], ['text', '终端', 'Name', (r) => r.terminal.name, 28], ['text', '类', 'Class', (r) => r.terminal.class], ['whole', '区域', 'Zone', (r) => r.terminal.zoneNo], ['text', '经销商', 'Dealer', (r) => r.dealer], ['text', '单品编号', 'SKU', (r) => r.sku.code],
    ['text', '单品', 'SKU name', (r) => r.sku.name, 28], ['text', '必备', 'Must stock', (r, l) => yesNo(r.sku.mustStock, l)], ['day', '检查日', 'Checked on', (r) => r.day], ['whole', '期初', 'Opening', (r) => r.opening], ['whole', '进货', 'Received', (r) => r.received], ['whole', '库存', 'Stock', (r) => r.closing],
    ['text', '状态', 'State', (r, l) => word(r.state, l)], ['percent', '动销率', 'Sell-through', (r) => r.sellThrough.value], ['whole', '建议补货', 'Order hint', (r) => r.orderHint],
  ])],
  about: ({ period, checks, out }) => [[{ zh: '时期', en: 'Period' }, `${period.from} … ${period.to}`], [{ zh: '检查数', en: 'Checks' }, checks], [{ zh: '断货数', en: 'Out of stock' }, out]],
  pageRows: 5000,
  next: ({ next }) => (next === null ? null : { after: next }),
};
