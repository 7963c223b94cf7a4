import { SaxesParser } from 'saxes';
import { fault, UnreadableFile } from '../faults.js';

export type Attributes = Readonly<Record<string, string>>;

/** What is told of an XML text while it is read; names come without their prefix. */
export type XmlListener = {
  open?(name: string, attributes: Attributes): void;
  /** `text` is what stood in the element itself, outside of its children. */
  close?(name: string, text: string): void;
};

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** No cell holds so much: a text that goes on and on would fill the memory before it could be counted. */
const mostSilentBytes = 4 * 1024 * 1024;

/** Reads an XML text piece by piece; gives back control after every piece, so that what was heard can be taken away. Throws `UnreadableFile`. */
export async function* xmlPieces(pieces: AsyncIterable<Buffer>, listener: XmlListener, part: string): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const texts: string[] = [];
  let silent = 0;
  parser.on('error', () => { throw new UnreadableFile(fault('broken-workbook', { why: part })); });
  parser.on('opentag', ({ name, attributes }) => { silent = 0; texts.push(''); listener.open?.(bare(name), attributes); });
  parser.on('text', (text) => { if (texts.length > 0) texts[texts.length - 1] += text; });
  parser.on('cdata', (text) => { if (texts.length > 0) texts[texts.length - 1] += text; });
  parser.on('closetag', ({ name }) => { silent = 0; listener.close?.(bare(name), texts.pop() ?? ''); });
  const decoder = new TextDecoder('utf-8');
  for await (const piece of pieces) {
    silent += piece.length;
    if (silent > mostSilentBytes) throw new UnreadableFile(fault('too-large', { limit: mostSilentBytes }));
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.close();
}

/** Reads an XML text to its end. */
export async function readXml(pieces: AsyncIterable<Buffer>, listener: XmlListener, part: string): Promise<void> {
  for await (const _ of xmlPieces(pieces, listener, part)) { /* the listener hears all of it */ }
}
