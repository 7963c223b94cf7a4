import pdfmake from 'pdfmake';
import { columnParts, type Block, type DocumentTable, type ReportDocument } from './blocks.js';
import { chartPng } from './charts.js';
import { reportFonts } from './fonts.js';

const family = 'Noto Sans SC';
pdfmake.setFonts({ [family]: { normal: reportFonts.normal, bold: reportFonts.bold } });
// Nothing but our own fonts is read, and nothing fetched, whatever a name in the data looks like.
pdfmake.setLocalAccessPolicy((path) => path === reportFonts.normal || path === reportFonts.bold);
pdfmake.setUrlAccessPolicy(() => false);

/** A4 less its margins, in points. */
const pageWidth = 507;
const quiet = '#555555';
const headFill = '#e8eef7';
/** More columns than this do not fit upright in letters that can be read. */
const smallFrom = 7;
/** A table of so many rows stays whole under its heading. */
const wholeRows = 24;

/** The document as a PDF: text that can be searched and copied, contents, page numbers, table heads on every page. */
export async function writePdf(document: ReportDocument): Promise<Buffer> {
  const { title, about, contents, blocks, foot, language } = document;
  return pdfmake.createPdf({
    info: { title }, language: language === 'zh' ? 'zh-CN' : 'en', pageSize: 'A4', pageMargins: [44, 48, 44, 52], defaultStyle: { font: family, fontSize: 9, lineHeight: 1.25 },
    footer: (page: number, pages: number) => ({ columns: [{ text: foot, color: quiet, fontSize: 7.5 }, { text: `${page} / ${pages}`, alignment: 'right', width: 60, color: quiet, fontSize: 7.5 }], margin: [44, 18, 44, 0] }),
    content: [
      { text: title, fontSize: 20, bold: true, margin: [0, 0, 0, 10] },
      { layout: 'noBorders', table: { widths: [90, '*'], body: about.map(([name, value]) => [{ text: name, color: quiet }, value]) }, margin: [0, 0, 0, 14] },
      { toc: { title: { text: contents, fontSize: 13, bold: true, margin: [0, 0, 0, 4] } }, pageBreak: 'after' },
      ...together(blocks),
    ],
  }).getBuffer();
}

/** A heading does not stand alone at the end of a page: it goes with what it heads, unless that is a table of many rows. */
function together(blocks: readonly Block[]): object[] {
  const parts: object[] = [];
  let heads: Block[] = [];
  for (const block of blocks) {
    heads.push(block);
    if (block.is === 'heading') continue;
    const divided = block.is === 'table' && block.rows.length > wholeRows;
    parts.push(...(divided || heads.length === 1 ? heads.map(content) : [{ unbreakable: true, stack: heads.map(content) }]));
    heads = [];
  }
  return [...parts, ...heads.map(content)];
}

function content(block: Block): object {
  switch (block.is) {
    case 'heading': return { text: block.text, bold: true, fontSize: block.level === 1 ? 14 : 11, margin: [0, block.level === 1 ? 14 : 8, 0, 4], headlineLevel: block.level, ...(block.level === 1 && { tocItem: true }) };
    case 'paragraph': return { text: block.text, margin: [0, 2, 0, 4] };
    case 'source': return { text: block.text, color: quiet, fontSize: 7.5, margin: [0, 0, 0, 6] };
    case 'missing': return { table: { widths: ['*'], body: [[{ text: block.text, color: '#7a4b00' }]] }, layout: { fillColor: () => '#fff6e0', hLineColor: () => '#e3c98c', vLineColor: () => '#e3c98c', hLineWidth: () => 0.5, vLineWidth: () => 0.5 }, margin: [0, 2, 0, 6] };
    case 'chart': return { unbreakable: true, stack: [{ text: block.title, bold: true, margin: [0, 4, 0, 2] }, { image: `data:image/png;base64,${chartPng(block.chart).toString('base64')}`, width: block.chart.width }], margin: [0, 0, 0, 4] };
    case 'table': return tableContent(block);
  }
}

function tableContent(table: DocumentTable): object {
  const { head, rows, figures } = table;
  const room = pageWidth - head.length * 6;
  const fontSize = head.length >= smallFrom ? 7 : 8;
  const cells = (row: readonly string[], more: object): object[] => row.map((text, i) => ({ text, fontSize, alignment: figures[i] === true ? 'right' : 'left', ...more }));
  return {
    margin: [0, 2, 0, 6],
    table: { headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths: columnParts(table).map((part) => Math.floor(room * part)), body: [cells(head, { bold: true, fillColor: headFill }), ...rows.map((row) => cells(row, {}))] },
    layout: { hLineWidth: () => 0.4, vLineWidth: () => 0, hLineColor: () => '#c8d0da', paddingLeft: () => 3, paddingRight: () => 3, paddingTop: () => 1.5, paddingBottom: () => 1.5 },
  };
}
