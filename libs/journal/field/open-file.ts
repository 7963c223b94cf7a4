import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fault, UnreadableFile } from './faults.js';
import { bytesAt, piecesOf } from './workbooks/byte-source.js';
import { refuseCompoundFile } from './workbooks/package-parts.js';

export type FileSource = { readonly bytes: Buffer } | { readonly path: string };
export type Encoding = 'utf-8' | 'gbk';

export type OpenedText = {
  readonly encoding: Encoding;
  /** SHA-256 of the file as it came, lower-case hex. */
  readonly hash: string;
  /** The text, decoded piece by piece, without a byte-order mark. Can be read again. */
  text(): AsyncIterable<string>;
};
/** A workbook is read from its place, part by part. */
export type OpenedWorkbook = { readonly encoding: 'xlsx'; readonly hash: string; readonly source: FileSource };
export type OpenedFile = OpenedText | OpenedWorkbook;

/** How much is unpacked at once. */
const pieceBytes = 65_536;
/** Once unpacked; a gzip bomb ends here. */
const mostBytes = 2 ** 31;
/** GB 18030 reads every GBK text, and unlike the plain GBK decoder refuses bytes that are no text at all. */
const labels: Readonly<Record<Encoding, string>> = { 'utf-8': 'utf-8', gbk: 'gb18030' };
const signatures: readonly (readonly [string, string])[] = [
  ['504b0304', 'zip'], ['d0cf11e0', 'xls'], ['25504446', 'PDF'], ['fffe', 'UTF-16'], ['feff', 'UTF-16'],
];

/**
 * Reads the whole file once to know what it is: a workbook, gzip or plain text (by its first bytes), UTF-8 or, where the bytes are not UTF-8, GBK.
 * Throws `UnreadableFile` for a broken gzip, an encoding that does not fit, or something that is no text.
 */
export async function openFile(source: FileSource, wanted?: Encoding): Promise<OpenedFile> {
  const start = (await bytesAt(source, 0, 4)).toString('hex');
  if (start === '504b0304') return { encoding: 'xlsx', hash: await hashOf(source), source };
  if (start === 'd0cf11e0') await refuseCompoundFile(source);
  const unpacked = () => (start.startsWith('1f8b') ? unpack(source) : piecesOf(source));
  const candidates: Encoding[] = wanted ? [wanted] : ['utf-8', 'gbk'];
  const fitting = await encodingsThatFit(unpacked(), candidates);
  const encoding = candidates.find((candidate) => fitting.has(candidate));
  if (!encoding) throw new UnreadableFile(fault('encoding', { encoding: candidates.join(' / ') }));
  return { encoding, hash: await hashOf(source), text: () => decoded(unpacked(), encoding) };
}

async function hashOf(source: FileSource): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of piecesOf(source)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function* unpack(source: FileSource): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  // What breaks the source breaks the unpacking, and with it the loop below.
  pipeline(piecesOf(source), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code?.startsWith('Z_') ? new UnreadableFile(fault('gzip', { why: message })) : error;
  }
}

async function encodingsThatFit(chunks: AsyncIterable<Buffer>, candidates: readonly Encoding[]): Promise<Set<Encoding>> {
  const decoders = new Map(candidates.map((candidate) => [candidate, new TextDecoder(labels[candidate], { fatal: true })]));
  const decode = (decoder: InstanceType<typeof TextDecoder>, candidate: Encoding, chunk?: Buffer) => {
    try { decoder.decode(chunk, { stream: chunk !== undefined }); } catch { decoders.delete(candidate); }
  };
  let bytes = 0;
  for await (const chunk of chunks) {
    if (bytes === 0) refuseBinary(chunk);
    if (chunk.includes(0)) throw new UnreadableFile(fault('binary', { why: 'NUL' }));
    bytes += chunk.length;
    if (bytes > mostBytes) throw new UnreadableFile(fault('too-large', { limit: mostBytes }));
    for (const [candidate, decoder] of decoders) decode(decoder, candidate, chunk);
    if (decoders.size === 0) break;
  }
  for (const [candidate, decoder] of decoders) decode(decoder, candidate);
  if (bytes === 0) throw new UnreadableFile(fault('empty-file'));
  return new Set(decoders.keys());
}

function refuseBinary(start: Buffer): void {
  const found = signatures.find(([signature]) => start.subarray(0, 4).toString('hex').startsWith(signature));
  if (found) throw new UnreadableFile(fault('binary', { why: found[1] }));
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(labels[encoding]);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
