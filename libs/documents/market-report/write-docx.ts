import {
  AlignmentType, BorderStyle, Document, Footer, HeadingLevel, ImageRun, LineRuleType, Packer, PageNumber, Paragraph, ShadingType, Tab, Table, TableCell, TableOfContents, TableRow, TabStopType, TextRun, WidthType,
} from 'docx';
import { columnParts, type Block, type DocumentTable, type ReportDocument } from './blocks.js';
import { chartPng } from './charts.js';

/** Chinese has a font of its own in Word; where it is not installed the program takes its usual one. */
const font = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Calibri', eastAsia: 'Microsoft YaHei' } as const;
const quiet = '555555';
const line = { style: BorderStyle.SINGLE, size: 2, color: 'C8D0DA' } as const;
const pageTwips = 9638;
const smallFrom = 7;
/** A point is 96 / 72 of the pixels that pictures are measured in. */
const pixels = (points: number): number => Math.round(points * 96 / 72);

/** The document for Word: real headings, contents, page numbers, tables whose heads come again on every page. */
export async function writeDocx(document: ReportDocument): Promise<Buffer> {
  const { title, about, contents, blocks, foot, language } = document;
  const run = { font, size: 19, language: { value: language === 'zh' ? 'zh-CN' : 'en-US', eastAsia: 'zh-CN' } };
  const heading = (size: number) => ({ run: { font, size, bold: true, color: '1F3B63' }, paragraph: { spacing: { before: 240, after: 80 }, keepNext: true } });
  return Packer.toBuffer(new Document({
    title, creator: 'Beachhead', features: { updateFields: false }, styles: { default: { document: { run, paragraph: { spacing: { line: 276, lineRule: LineRuleType.AUTO } } }, title: { run: { font, size: 40, bold: true } }, heading1: heading(30), heading2: heading(24) } },
    sections: [{
      properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 } } },
      footers: { default: new Footer({ children: [new Paragraph({ tabStops: [{ type: TabStopType.RIGHT, position: pageTwips }], children: [
        new TextRun({ text: foot, size: 15, color: quiet }), new TextRun({ size: 15, color: quiet, children: [new Tab(), PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
      ] })] }) },
      children: [
        new Paragraph({ text: title, heading: HeadingLevel.TITLE, spacing: { after: 160 } }), ...about.map(([name, value]) => new Paragraph({ children: [new TextRun({ text: `${name}  `, color: quiet }), new TextRun(value)] })),
        new Paragraph({ spacing: { before: 240, after: 80 }, children: [new TextRun({ text: contents, bold: true, size: 26 })] }), new TableOfContents(contents, { hyperlink: true, headingStyleRange: '1-2' }),
        new Paragraph({ pageBreakBefore: true, children: [] }), ...blocks.flatMap(content),
      ],
    }],
  }));
}

function content(block: Block): (Paragraph | Table)[] {
  switch (block.is) {
    case 'heading': return [new Paragraph({ text: block.text, heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2 })];
    case 'paragraph': return [new Paragraph({ text: block.text, spacing: { after: 80 } })];
    case 'source': return [new Paragraph({ spacing: { after: 120 }, children: [new TextRun({ text: block.text, size: 15, color: quiet })] })];
    case 'missing': return [new Paragraph({ spacing: { after: 120 }, shading: { type: ShadingType.CLEAR, fill: 'FFF6E0' }, children: [new TextRun({ text: block.text, color: '7A4B00' })] })];
    case 'chart': return [
      new Paragraph({ keepNext: true, spacing: { before: 80 }, children: [new TextRun({ text: block.title, bold: true })] }),
      new Paragraph({ spacing: { line: 240, lineRule: LineRuleType.AUTO }, children: [new ImageRun({ type: 'png', data: chartPng(block.chart), transformation: { width: pixels(block.chart.width), height: pixels(block.chart.height) }, altText: { title: block.title, description: block.title, name: block.title } })] }),
    ];
    case 'table': return [tableContent(block), new Paragraph({ spacing: { after: 60 }, children: [] })];
  }
}

function tableContent(table: DocumentTable): Table {
  const { head, rows, figures } = table;
  const size = head.length >= smallFrom ? 14 : 17;
  const widths = columnParts(table).map((part) => Math.floor(pageTwips * part));
  const row = (texts: readonly string[], isHead: boolean): TableRow => new TableRow({
    tableHeader: isHead, cantSplit: true,
    children: texts.map((text, i) => new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA }, margins: { top: 20, bottom: 20, left: 50, right: 50 }, ...(isHead && { shading: { type: ShadingType.CLEAR, fill: 'E8EEF7' } }),
      children: text.split('\n').map((part) => new Paragraph({ alignment: figures[i] === true ? AlignmentType.RIGHT : AlignmentType.LEFT, spacing: { line: 240, lineRule: LineRuleType.AUTO }, children: [new TextRun({ text: part, size, bold: isHead })] })),
    })),
  });
  return new Table({
    width: { size: pageTwips, type: WidthType.DXA }, columnWidths: widths, borders: { top: line, bottom: line, left: { style: BorderStyle.NONE }, right: { style: BorderStyle.NONE }, insideHorizontal: line, insideVertical: { style: BorderStyle.NONE } },
    rows: [row(head, true), ...rows.map((texts) => row(texts, false))],
  });
}
