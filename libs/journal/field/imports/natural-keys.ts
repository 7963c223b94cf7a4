import { mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fault, type Faults } from '../faults.js';

/** What writing a row would do to it. */
export type Outcome = 'inserted' | 'updated' | 'unchanged' | 'not-asked';
const outcomes: readonly Outcome[] = ['inserted', 'updated', 'unchanged', 'not-asked'];

export type Repeats = { readonly repeated: number; readonly byOutcome: Readonly<Record<Outcome, number>> };

/** Two halves of the key's hash, the content's hash, line and outcome, as doubles. */
const numbersPerRow = 5;
const drawers = 64;
const rowsInHand = 2048;

/**
 * Finds rows of one file that bear the same natural key, whatever the size of the file: hashes of key and content are put into drawers by
 * key, each drawer a file of its own beside us, and looked through drawer by drawer. 106 bits of hash: among a thousand million rows two
 * different keys would be taken for one with a chance of 1 in 10^14.
 */
export class NaturalKeys {
  private readonly hands = Array.from({ length: drawers }, () => ({ numbers: new Float64Array(numbersPerRow * rowsInHand), rows: 0 }));
  private readonly files = new Map<number, FileHandle>();

  private constructor(private readonly folder: string) {}

  static async open(): Promise<NaturalKeys> {
    return new NaturalKeys(await mkdtemp(join(tmpdir(), 'beachhead-keys-')));
  }

  /** Returns a promise only when a drawer had to be written down: nearly all calls cost no turn of the loop. */
  add(key: string, content: string, line: number, outcome: Outcome): Promise<void> | void {
    const drawer = hashOf(key, 1) % drawers;
    const hand = this.hands[drawer];
    if (!hand) return;
    hand.numbers.set([hashOf(key, 2), hashOf(key, 3), hashOf(content, 4), line, outcomes.indexOf(outcome)], hand.rows * numbersPerRow);
    hand.rows += 1;
    if (hand.rows === rowsInHand) return this.putAway(drawer);
  }

  /** Counts the repetitions; rows of one key with different content become faults, each against the first of its key. */
  async repeats(faults: Faults): Promise<Repeats> {
    const byOutcome: Record<Outcome, number> = { inserted: 0, updated: 0, unchanged: 0, 'not-asked': 0 };
    let repeated = 0;
    for (let drawer = 0; drawer < drawers; drawer += 1) {
      const numbers = await this.contentOf(drawer);
      const firsts = new Map<number, number>();
      for (let at = 0; at < numbers.length; at += numbersPerRow) {
        const first = firsts.get(numbers[at] ?? 0);
        if (first === undefined || numbers[first + 1] !== numbers[at + 1]) {
          firsts.set(numbers[at] ?? 0, at);
        } else if (numbers[first + 2] === numbers[at + 2]) {
          repeated += 1;
          byOutcome[outcomes[numbers[at + 4] ?? 3] ?? 'not-asked'] += 1;
        } else {
          faults.add(numbers[at + 3] ?? 0, null, fault('conflicting-rows', { row: numbers[first + 3] ?? 0 }));
        }
      }
    }
    return { repeated, byOutcome };
  }

  async close(): Promise<void> {
    for (const file of this.files.values()) await file.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async putAway(drawer: number): Promise<void> {
    const hand = this.hands[drawer];
    if (!hand || hand.rows === 0) return;
    const bytes = Buffer.from(hand.numbers.slice(0, hand.rows * numbersPerRow).buffer);
    hand.rows = 0;
    let file = this.files.get(drawer);
    if (!file) this.files.set(drawer, (file = await open(join(this.folder, String(drawer)), 'w')));
    await file.write(bytes);
  }

  private async contentOf(drawer: number): Promise<Float64Array> {
    const hand = this.hands[drawer];
    if (!this.files.has(drawer)) return hand ? hand.numbers.subarray(0, hand.rows * numbersPerRow) : new Float64Array(0);
    await this.putAway(drawer);
    const bytes = await readFile(join(this.folder, String(drawer)));
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }
}

/** 53 bits that depend on every character (cyrb53: two multiplicative hashes, mixed). Not against an adversary: a person uploads their own file. */
function hashOf(text: string, seed: number): number {
  let [high, low] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
