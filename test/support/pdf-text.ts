import { inflateSync } from 'node:zlib';

/** The text of a PDF as a reader would copy it, without white space: fonts map their glyphs to letters, or nothing could be searched. */
export function pdfText(bytes: Buffer): string {
  const objects = objectsOf(bytes);
  const fonts = fontsOf(objects);
  return [...objects.values()].filter(({ stream }) => stream?.includes(' Tf')).map(({ stream = '' }) => textOf(stream, fonts)).join('').replace(/\s+/g, '');
}

export const pdfPages = (bytes: Buffer): number => (bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g) ?? []).length;

type PdfObject = { readonly head: string; readonly stream?: string };

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const text = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const found of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)(?:\nendobj|stream\r?\n)/g)) {
    const [whole, id = '', head = ''] = found;
    if (!whole.endsWith('stream\n')) { objects.set(id, { head }); continue; }
    const from = found.index + whole.length;
    const raw = bytes.subarray(from, from + Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0));
    objects.set(id, { head, stream: (head.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1') });
  }
  return objects;
}

/** Font name → glyph → letters. */
function fontsOf(objects: ReadonlyMap<string, PdfObject>): Map<string, Map<number, string>> {
  const fonts = new Map<string, Map<number, string>>();
  for (const { head } of objects.values()) {
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1] ?? '')?.stream;
      if (map) fonts.set(name, lettersOf(map));
    }
  }
  return fonts;
}

function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, from = '', , list = ''] of map.matchAll(/<([0-9a-fA-F]+)> <([0-9a-fA-F]+)> \[([^\]]*)\]/g)) {
    [...list.matchAll(/<([0-9a-fA-F ]*)>/g)].forEach(([, hex = ''], i) => letters.set(Number.parseInt(from, 16) + i, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')));
  }
  return letters;
}

function textOf(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
  let font: ReadonlyMap<number, string> | undefined;
  let text = '';
  for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name !== undefined) font = fonts.get(name);
    for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-fA-F]*)>/g)) {
      for (let at = 0; at < hex.length; at += 4) text += font?.get(Number.parseInt(hex.slice(at, at + 4), 16)) ?? '';
    }
  }
  return text;
}
