import type { Text } from './define-form.js';
import { text } from './forms/fields.js';

/** The eight criteria 标准 of the entry scorecard (method.md §5.2), in their order. */
export const criteria = {
  c1: text('销货状态', 'Sell-in status'),
  c2: text('渠道占有', 'Channel hold'),
  c3: text('品牌地位', 'Brand position'),
  c4: text('客户资源', 'Customer resources'),
  c5: text('市场容量', 'Market capacity'),
  c6: text('市场潜力', 'Market potential'),
  c7: text('队伍素质', 'Team quality'),
  c8: text('管理基础', 'Management base'),
} as const satisfies Record<string, Text>;

export type Criterion = keyof typeof criteria;
export const criterionKeys = Object.keys(criteria) as Criterion[];

export type Feature = { readonly no: number; readonly criterion: Criterion; readonly title: Text };

const statements: readonly (readonly [Criterion, string, string])[] = [
  ['c1', '竞争对手铺货率低', 'The competitor’s distribution rate is low'],
  ['c1', '我司铺货率接近或不低于对手', 'Our distribution is close to or not below theirs'],
  ['c2', '竞争对手掌握的经销商联盟较弱', 'The dealer alliance the competitor holds is rather weak'],
  ['c2', '我司的销售重心较低', 'Our sales organisation is already close to the terminals'],
  ['c3', '竞争对手品牌知名度、美誉度与信任度较低', 'Competitor awareness, reputation and trust are low'],
  ['c3', '我司产品的消费偏好较明显', 'Consumers show a clear preference for our product'],
  ['c4', '竞争对手对客户的支持力度较弱', 'The competitor supports its customers weakly'],
  ['c4', '我司拥有良好的客户,以及良好的客户关系', 'We have good customers and good relations'],
  ['c5', '市场容量较大', 'The capacity is large'],
  ['c5', '我司的销售实绩较好', 'Our actual sales are good'],
  ['c6', '市场增长速度较快', 'The market grows fast'],
  ['c6', '人口多且收入水平增长较快', 'A large population whose incomes rise fast'],
  ['c7', '有若干具有深度分销经验的要员', 'Several key people with deep-distribution experience'],
  ['c7', '有若干具有服务意识与意愿的要员', 'Several key people with a service mindset and will'],
  ['c8', '商品物流畅通,库存结构合理', 'Goods flow freely, the stock structure is sound'],
  ['c8', '冲流货现象较少,价格与渠道控制较强', 'Little cross-area dumping; price and channel under control'],
  ['c8', '信息反馈及时', 'Information feedback is timely'],
  ['c8', '客户访问正常', 'Customer visits run normally'],
  ['c8', '财务运行状态正常', 'Finances run normally'],
];

/** The 19 favourable statements 特征 f1…f19 [S:376-379]; two per criterion, five for the last. */
export const features: readonly Feature[] = statements.map(([criterion, zh, en], index) => ({ no: index + 1, criterion, title: text(zh, en) }));

export const featuresPerCriterion: readonly number[] = criterionKeys.map((key) => features.filter((feature) => feature.criterion === key).length);
