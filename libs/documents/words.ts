import { playbook } from '../playbook/playbook.js';
import { roles } from '../playbook/roles.js';
import type { Language, Texts } from './list.js';

/** Words of the tables as a person reads them; a word that is not listed shows as it is stored. */
const words: Readonly<Record<string, Texts>> = {
  running: { zh: '进行中', en: 'running' }, held: { zh: '已挂起', en: 'on hold' }, completed: { zh: '已完成', en: 'completed' }, stopped: { zh: '已停止', en: 'stopped' },
  opening: { zh: '开启中', en: 'opening' }, working: { zh: '工作中', en: 'working' }, watching: { zh: '观察指标', en: 'watching KPIs' }, gate: { zh: '待决策', en: 'at the gate' }, decided: { zh: '已决策', en: 'decided' }, replicating: { zh: '复制中', en: 'replicating' }, ended: { zh: '已结束', en: 'ended' },
  locked: { zh: '未解锁', en: 'locked' }, ready: { zh: '待办', en: 'ready' }, done: { zh: '完成', en: 'done' },
  'handed-in': { zh: '已提交', en: 'handed in' }, accepted: { zh: '已接受', en: 'accepted' }, returned: { zh: '已退回', en: 'returned' }, superseded: { zh: '已被取代', en: 'superseded' }, submitted: { zh: '已提交', en: 'submitted' }, rejected: { zh: '已拒绝', en: 'rejected' },
  passed: { zh: '通过', en: 'passed' }, not_passed: { zh: '未通过', en: 'not passed' }, unknown: { zh: '未知', en: 'unknown' },
  green: { zh: '绿', en: 'green' }, amber: { zh: '黄', en: 'amber' }, red: { zh: '红', en: 'red' }, grey: { zh: '灰(无数据)', en: 'grey (no data)' },
  active: { zh: '营业', en: 'active' }, closed: { zh: '已关闭', en: 'closed' }, merged: { zh: '已合并', en: 'merged' }, refused: { zh: '拒绝', en: 'refused' }, unreachable: { zh: '无法联系', en: 'unreachable' },
  open: { zh: '未处理', en: 'open' }, investigating: { zh: '调查中', en: 'investigating' }, confirmed: { zh: '属实', en: 'confirmed' }, unfounded: { zh: '不实', en: 'unfounded' },
  price_cut: { zh: '低价', en: 'price cut' }, dumping: { zh: '冲流货', en: 'dumping' }, complaint: { zh: '投诉', en: 'complaint' }, counterfeit: { zh: '假货', en: 'counterfeit' },
  planned: { zh: '计划', en: 'planned' }, signed: { zh: '已签未生效', en: 'signed' }, standing: { zh: '有效', en: 'standing' }, over: { zh: '已到期', en: 'over' },
  in: { zh: '有货', en: 'in stock' }, out: { zh: '断货', en: 'out of stock' }, 'not-handled': { zh: '未经营', en: 'not handled' }, no_outflow: { zh: '滞销', en: 'no outflow' },
  'to-do': { zh: '待访', en: 'to do' }, visited: { zh: '已访', en: 'visited' }, invalid: { zh: '无效', en: 'invalid' }, order: { zh: '下单', en: 'order' }, no_order: { zh: '未下单', en: 'no order' }, no_owner: { zh: '店主不在', en: 'owner away' },
  no_position: { zh: '无定位', en: 'no position' }, too_far: { zh: '距离过远', en: 'too far off' }, not_finished: { zh: '未结束', en: 'not finished' }, too_short: { zh: '时间过短', en: 'too short' }, mock_location: { zh: '虚假定位', en: 'mock position' }, no_photo: { zh: '无照片', en: 'no photo' }, overlapping: { zh: '时间重叠', en: 'overlapping' },
  waiting: { zh: '等待', en: 'waiting' }, checking: { zh: '检查中', en: 'checking' }, writing: { zh: '写入中', en: 'writing' }, 'rolling-up': { zh: '汇总中', en: 'rolling up' }, 'taking-back': { zh: '撤回中', en: 'taking back' }, cancelled: { zh: '已取消', en: 'cancelled' }, undone: { zh: '已撤销', en: 'undone' },
  never: { zh: '从未拜访', en: 'never visited' }, overdue: { zh: '超期', en: 'overdue' }, terminal: { zh: '终端', en: 'terminal' }, dealer: { zh: '经销商', en: 'dealer' }, none: { zh: '未分级', en: 'unclassified' },
};

export const word = (key: string | null | undefined, language: Language): string | null => (key === null || key === undefined ? null : words[key]?.[language] ?? key);
export const roleName = (role: string | null, language: Language): string | null => (role === null ? null : (roles as Readonly<Record<string, Texts>>)[role]?.[language] ?? role);
export const stageName = (stage: string, language: Language): string => playbook.stages.find(({ key }) => key === stage)?.title[language] ?? stage;
