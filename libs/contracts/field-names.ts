/*
 * What the fields of an import are called on screens, in templates and in exported lists. A column of a file that ends with the field's name
 * in square brackets is read as that field.
 */
export const fieldNames: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  market: { zh: '市场代码', en: 'Market code' }, code: { zh: '编号', en: 'Code' }, name: { zh: '名称', en: 'Name' }, adminRegion: { zh: '行政区', en: 'Region' }, marketNo: { zh: '市场号', en: 'Market number' }, routeDigits: { zh: '线路位数', en: 'Route digits' },
  validFrom: { zh: '生效日', en: 'Valid from' }, validTo: { zh: '失效日', en: 'Valid to' }, core: { zh: '核心经销商', en: 'Core dealer' }, status: { zh: '状态', en: 'Status' }, monthlyCapacity: { zh: '月供货能力', en: 'Monthly capacity' },
  externalId: { zh: '来源编号', en: 'Own number' }, type: { zh: '类型', en: 'Type' }, address: { zh: '地址', en: 'Address' }, latitude: { zh: '纬度', en: 'Latitude' }, longitude: { zh: '经度', en: 'Longitude' }, class: { zh: 'ABC 类', en: 'ABC class' }, classAsOf: { zh: '分级日', en: 'Classed on' },
  zone: { zh: '区域号', en: 'Zone' }, zoneName: { zh: '区域名称', en: 'Zone name' }, zonePriority: { zh: '区域重点', en: 'Zone priority' }, route: { zh: '线路号', en: 'Route' }, adviser: { zh: '客户顾问', en: 'Adviser' }, dealer: { zh: '经销商编号', en: 'Dealer code' },
  monthlyCategoryVolume: { zh: '品类月销量', en: 'Monthly category volume' }, firstSeen: { zh: '首次发现日', en: 'First seen' }, brand: { zh: '品牌', en: 'Brand' }, own: { zh: '本品', en: 'Own brand' }, category: { zh: '品类', en: 'Category' }, caseFactor: { zh: '每箱数量', en: 'Units a case' }, focus: { zh: '重点单品', en: 'Focus item' }, mustStock: { zh: '必备单品', en: 'Must stock' },
  lineKey: { zh: '行号', en: 'Line key' }, terminal: { zh: '终端编号', en: 'Terminal' }, sku: { zh: '单品编号', en: 'SKU' }, day: { zh: '日期', en: 'Day' }, quantity: { zh: '数量', en: 'Quantity' }, amount: { zh: '金额(最小货币单位)', en: 'Amount (minor units)' },
  clientId: { zh: '记录编号', en: 'Record id' }, planned: { zh: '计划内', en: 'Planned' }, made: { zh: '已拜访', en: 'Made' }, ordered: { zh: '有订单', en: 'Ordered' }, inAt: { zh: '进店时刻', en: 'In at' }, outAt: { zh: '离店时刻', en: 'Out at' }, valid: { zh: '有效', en: 'Valid' }, invalidReason: { zh: '无效原因', en: 'Invalid because' },
  distanceM: { zh: '距离(米)', en: 'Distance (m)' }, distanceWaived: { zh: '距离豁免', en: 'Distance waived' }, minutes: { zh: '分钟', en: 'Minutes' }, mockLocation: { zh: '模拟定位', en: 'Mock location' }, photos: { zh: '照片数', en: 'Photos' }, overlapping: { zh: '时间重叠', en: 'Overlapping' },
  stock: { zh: '库存', en: 'Stock' }, handled: { zh: '经营', en: 'Handled' }, opening: { zh: '期初', en: 'Opening' }, received: { zh: '进货', en: 'Received' }, price: { zh: '售价(最小货币单位)', en: 'Price (minor units)' }, priceInBand: { zh: '价格合规', en: 'Price in band' }, shipped: { zh: '出货', en: 'Shipped' }, closing: { zh: '期末', en: 'Closing' },
  successor: { zh: '并入市场', en: 'Successor' }, datum: { zh: '坐标系', en: 'Datum' }, contactRole: { zh: '联系人职务', en: 'Contact role' }, contactName: { zh: '联系人', en: 'Contact' }, phone: { zh: '电话', en: 'Phone' }, lastSeen: { zh: '最后在册日', en: 'Last seen' }, closedOn: { zh: '关闭日', en: 'Closed on' },
  tier: { zh: '层级', en: 'Tier' }, lowest: { zh: '最低价(最小货币单位)', en: 'Lowest price (minor units)' }, highest: { zh: '最高价(最小货币单位)', en: 'Highest price (minor units)' },
  invoice: { zh: '发票', en: 'Invoice' }, paid: { zh: '已付', en: 'Paid' }, due: { zh: '到期日', en: 'Due' }, overdue: { zh: '逾期额', en: 'Overdue' },
  kind: { zh: '种类', en: 'Kind' }, foundOn: { zh: '发现日', en: 'Found on' }, text: { zh: '内容', en: 'Text' }, owner: { zh: '负责人', en: 'Owner' }, sourceDealer: { zh: '来源经销商', en: 'Source dealer' }, batchCode: { zh: '批号', en: 'Batch code' },
  state: { zh: '状态', en: 'State' }, finding: { zh: '结论', en: 'Finding' }, result: { zh: '结果', en: 'Result' },
  faults: { zh: '自身问题', en: 'Wrong by itself' }, judged: { zh: '由事实判定', en: 'Judged by its facts' }, outcome: { zh: '拜访结果', en: 'Outcome' }, nextStep: { zh: '下一步', en: 'Next step' },
  visitsPer4Weeks: { zh: '四周拜访次数', en: 'Visits in four weeks' }, seq: { zh: '顺序', en: 'Order' }, weekdays: { zh: '可访星期', en: 'Weekdays' },
  nature: { zh: '企业性质', en: 'Nature of the business' }, historyYears: { zh: '经营年限', en: 'Years in business' }, staff: { zh: '人员', en: 'Staff' }, vehicles: { zh: '车辆', en: 'Vehicles' }, warehouseM2: { zh: '仓库(平方米)', en: 'Warehouse (m²)' },
  capital: { zh: '流动资金(最小货币单位)', en: 'Working capital (minor units)' }, creditGrade: { zh: '信用等级', en: 'Credit grade' }, brandShares: { zh: '品牌销售占比', en: 'Shares of brands' }, profitState: { zh: '盈利状况', en: 'Profit' },
  termsDays: { zh: '账期(天)', en: 'Terms (days)' }, upstreamRelation: { zh: '与厂家关系 1–5', en: 'Relation with us 1–5' }, networkOutlets: { zh: '网点数', en: 'Outlets served' },
  year: { zh: '年份', en: 'Year' }, value: { zh: '数值', en: 'Value' }, unit: { zh: '单位', en: 'Unit' }, source: { zh: '来源', en: 'Source' },
};

/** The heading of a field's column in the language, recognised by reading. A field without a name of its own is called by its key. */
export const fieldHeading = (field: string, language: 'zh' | 'en'): string => `${fieldNames[field]?.[language] ?? field} [${field}]`;

/** The field that a heading names; the heading itself where it ends in no brackets. */
export const headedField = (heading: string): string => /\[(\w+)\]\s*$/.exec(heading)?.[1] ?? heading;
