import type { TerminalList } from '../../contracts/terminal-views.js';
import { sheetOf, type List } from '../list.js';
import { word } from '../words.js';

/** The terminal master as its screen shows it; names and phones of persons do not leave the system in lists. */
export const terminals: List<TerminalList> = {
  title: { zh: '终端', en: 'Terminals' },
  sheets: [sheetOf({ zh: '终端', en: 'Terminals' }, ({ rows }) => rows, [
    ['text', '客户编号', 'Customer code', (t) => t.code], ['text', '来源编号', 'Own number', (t) => t.externalId], ['text', '名称', 'Name', (t) => t.name, 32], ['text', '类型', 'Type', (t) => t.type],
    ['text', '地址', 'Address', (t) => t.address, 36], ['text', '状态', 'Status', (t, l) => word(t.status, l)], ['text', '类', 'Class', (t) => t.class],
    ['whole', '区域', 'Zone', (t) => t.zoneNo], ['whole', '线路', 'Route', (t) => t.routeNo], ['text', '负责人', 'Owner', (t) => t.owner], ['text', '经销商', 'Dealer', (t) => t.dealer],
    ['number', '纬度 WGS-84', 'Latitude WGS-84', (t) => t.position?.latitude], ['number', '经度 WGS-84', 'Longitude WGS-84', (t) => t.position?.longitude],
    ['day', '首次发现', 'First seen', (t) => t.firstSeen], ['day', '最后在册', 'Last seen', (t) => t.lastSeen], ['day', '关闭日', 'Closed on', (t) => t.closedOn],
    ['day', '首次有效拜访', 'First valid visit', (t) => t.firstValidVisit], ['day', '上次有效拜访', 'Last valid visit', (t) => t.lastValidVisit],
  ])],
  about: ({ total }) => [[{ zh: '终端数', en: 'Terminals' }, total]],
  pageRows: 20_000,
  next: ({ next }) => (next === null ? null : { after: next }),
};
