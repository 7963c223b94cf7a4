/** The sheets of the workbooks that we write: a sheet of this name is the one that is read back. */
export const dataSheetName = '数据 Data';
export const guideSheetName = '说明 Guide';
export const listSheetName = '选项 Lists';
