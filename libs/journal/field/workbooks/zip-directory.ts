/** A file inside a zip package, by the package's own directory: where it begins, and how large it says it is, packed and unpacked. */
export type ZipEntry = { readonly name: string; readonly packed: number; readonly unpacked: number; readonly method: number; readonly encrypted: boolean; readonly at: number };

export const zipMarks = { local: 0x04034b50, central: 0x02014b50, end: Buffer.from([0x50, 0x4b, 0x05, 0x06]) } as const;
/** Bytes of the record at the package's end, without its comment. */
export const endLength = 22;

/** Reads so many entries of a directory; null when it is cut off. */
export function readDirectory(directory: Buffer, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== zipMarks.central) return null;
    const [name, extra, comment] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)];
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + name), encrypted: (directory.readUInt16LE(at + 8) & 1) === 1, method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20), unpacked: directory.readUInt32LE(at + 24), at: directory.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}
