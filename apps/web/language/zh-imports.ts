import type { Words } from './en.js';

export const zhImports: Pick<Words, 'imports'> = {
  imports: {
    title: '导入记录', none: '还没有导入', more: '显示更多', trial: '试运行', seconds: '{{seconds}} 秒', open: '查看此导入',
    phases: { waiting: '等待', checking: '检查中', writing: '写入中', 'rolling-up': '汇总中', 'taking-back': '收回中', done: '完成', refused: '已拒绝', cancelled: '已取消', undone: '已撤销' },
    read: '已读取 {{rows}} 行', written: '已写入 {{written}} / {{total}} 行', whole: '共 {{total}} 行', progress: '导入进度',
    waitsForEngine: '等待流程引擎；引擎恢复后自动继续。', waitsFor: '等待前一个导入：{{file}}',
    cancel: '取消', cancelTitle: '取消此导入？', cancelHint: '已写入的内容会全部收回。', keep: '继续导入',
    undo: '撤销', undoTitle: '撤销整个导入：{{file}}', undoHint: '新增的行会删除，改动的行恢复原值。若之后的数据以它为基础则不能撤销。', undone: '已撤销：{{why}}',
    changedSince: '测量之后数据有更改:{{weeks}}({{files}})',
    cancelledNote: '已取消，没有保留任何内容。', undoneNote: '此导入已撤销。', change: '新增 {{inserted}}，更新 {{updated}}',
  },
};
