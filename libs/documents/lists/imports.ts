import type { ImportRow, ImportView } from '../../contracts/import-views.js';
import { sheetOf, yesNo, type List } from '../list.js';
import { word } from '../words.js';

export const imports: List<readonly ImportRow[]> = {
  title: { zh: '导入', en: 'Imports' },
  sheets: [sheetOf({ zh: '导入', en: 'Imports' }, (rows) => rows, [
    ['text', '编号', 'Id', (i) => i.id, 38], ['text', '种类', 'Kind', (i) => i.kind], ['text', '文件', 'File', (i) => i.fileName, 32], ['text', '试运行', 'Dry run', (i, l) => yesNo(i.dryRun, l)], ['text', '状态', 'Phase', (i, l) => word(i.phase, l)],
    ['whole', '行数', 'Rows', (i) => i.rows], ['whole', '新增', 'Inserted', (i) => i.inserted], ['whole', '更新', 'Updated', (i) => i.updated], ['whole', '未变', 'Unchanged', (i) => i.unchanged], ['whole', '跳过', 'Skipped', (i) => i.skipped], ['whole', '错误', 'Errors', (i) => i.faults],
    ['text', '编码', 'Read as', (i) => i.encoding], ['text', '申请人', 'Requested by', (i) => i.requestedBy.name], ['text', '申请时间', 'Requested at', (i) => i.requestedAt, 26], ['text', '结束时间', 'Finished at', (i) => i.finishedAt, 26], ['number', '秒', 'Seconds', (i) => i.seconds],
    ['text', '撤回人', 'Taken back by', (i) => i.takenBackBy?.name], ['text', '撤回原因', 'Because', (i) => i.takenBackBecause, 36],
  ])],
};

/** What one import found wrong; the workbook that was sent comes back with it from a door of its own. */
export const importErrors: List<ImportView> = {
  title: { zh: '导入错误', en: 'Import errors' },
  sheets: [sheetOf({ zh: '错误', en: 'Errors' }, ({ errors }) => errors, [
    ['whole', '行', 'Row', (e) => e.row], ['text', '单元格', 'Cell', (e) => e.cell], ['text', '列', 'Column', (e) => e.column, 28], ['text', '规则', 'Rule', (e) => e.rule], ['text', '问题', 'What is wrong', (e, l) => e.message[l], 70],
  ])],
  about: (i) => [[{ zh: '文件', en: 'File' }, i.fileName], [{ zh: '种类', en: 'Kind' }, i.kind], [{ zh: '错误数', en: 'Errors' }, i.faults]],
};
