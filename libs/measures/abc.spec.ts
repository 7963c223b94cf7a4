import fc from 'fast-check';
import { classify, reclass, type AbcItem, type ReclassInput } from './abc.js';

const limits = { aLimit: 0.8, bLimit: 0.95 };
const items = (volumes: readonly (number | null)[]): AbcItem[] => volumes.map((volume, i) => ({ code: `03-02-2-${String(i + 1).padStart(3, '0')}`, volume }));
const classes = (volumes: readonly (number | null)[]) => classify(items(volumes), limits).map((row) => row.class ?? '-').join('');

describe('ABC classes', () => {
  const base = [400, 250, 120, 80, 60, 40, 20, 15, 10, 5];

  it('classes the worked example by the share before each outlet', () => {
    const rows = classify(items(base), limits);
    expect(rows.map((row) => row.shareBefore)).toEqual([0, 0.4, 0.65, 0.77, 0.85, 0.91, 0.95, 0.97, 0.985, 0.995]);
    expect(classes(base)).toBe('AAAABBCCCC');
  });

  it('keeps the outlet that crosses 80 % in A, against the rival rule, and never calls a giant B', () => {
    expect(classes(base)).not.toBe('AAABBBCCCC');
    expect(classes([850, 50, 40, 30, 20, 10])).toBe('ABBBCC');
  });

  it('sorts by volume and breaks ties by code', () => {
    const rows = classify([{ code: 'b', volume: 10 }, { code: 'c', volume: 30 }, { code: 'a', volume: 10 }], limits);
    expect(rows.map((row) => row.code)).toEqual(['c', 'a', 'b']);
  });

  it('puts a shop without volume in C and flags it 未动销', () => {
    const rows = classify(items([100, 0]), limits);
    expect(rows.map((row) => [row.class, row.notMoving])).toEqual([['A', false], ['C', true]]);
    expect(classify(items([100, 0]), { aLimit: 1, bLimit: 1 }).map((row) => row.class)).toEqual(['A', 'C']);
  });

  it('leaves all unclassified when nothing sells', () => {
    expect(classify(items([0, 0]), limits)).toEqual([
      { code: '03-02-2-001', volume: 0, class: null, shareBefore: null, notMoving: true },
      { code: '03-02-2-002', volume: 0, class: null, shareBefore: null, notMoving: true },
    ]);
    expect(classify([], limits)).toEqual([]);
  });

  it('leaves an unsurveyed outlet out of the total, unclassified and last', () => {
    const rows = classify(items([null, 80, 20]), limits);
    expect(rows.map((row) => row.class)).toEqual(['A', 'B', null]);
    expect(rows[2]).toMatchObject({ volume: null, notMoving: false });
  });

  it('is exact at a limit that floats would miss', () => {
    // 0.1 × 8 summed in floats is 0.7999999999999999, which would make the ninth outlet an A
    expect([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1].reduce((sum, v) => sum + v, 0)).toBeLessThan(0.8);
    expect(classes(Array.from({ length: 10 }, () => 0.1))).toBe('AAAAAAAABB');
  });

  it.each<[string, () => unknown, string]>([
    ['a negative volume', () => classify(items([1, -1]), limits), 'items[1].volume: must be a finite number of 0 or more, got -1'],
    ['NaN', () => classify(items([Number.NaN]), limits), 'items[0].volume: must be a finite number of 0 or more, got NaN'],
    ['a code twice', () => classify([{ code: 'a', volume: 1 }, { code: 'a', volume: 2 }], limits), 'items[].code: must be free of duplicates, got "a"'],
    ['limits in per cent', () => classify(items([1]), { aLimit: 80, bLimit: 95 }), 'aLimit: must be a number from 0 to 1, got 80'],
    ['limits the wrong way round', () => classify(items([1]), { aLimit: 0.95, bLimit: 0.8 }), 'aLimit: must be at most bLimit (0.8), got 0.95'],
  ])('refuses %s', (_, run, message) => {
    expect(run).toThrow(new RangeError(message));
  });

  const volumes = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 });
  const grade = { A: 0, B: 1, C: 2 } as const;

  it('never gives a smaller outlet a better class', () => {
    fc.assert(fc.property(volumes, (v) => {
      const grades = classify(items(v), limits).flatMap((row) => (row.class === null ? [] : [grade[row.class]]));
      expect(grades).toEqual([...grades].sort());
    }));
  });

  it('never lowers an outlet that sells more than before', () => {
    fc.assert(fc.property(volumes, fc.nat(39), fc.integer({ min: 1, max: 5000 }), (v, at, more) => {
      const i = at % v.length;
      const raised = v.map((volume, j) => (j === i ? volume + more : volume));
      const of = (list: readonly number[]) => classify(items(list), limits).find((row) => row.code === items(list)[i]?.code)?.class ?? 'C';
      expect(grade[of(raised)]).toBeLessThanOrEqual(grade[of(v)]);
    }));
  });

  it('does not change with the unit', () => {
    fc.assert(fc.property(volumes, fc.integer({ min: 1, max: 1000 }), (v, unit) => classes(v) === classes(v.map((volume) => volume * unit))));
  });

  it('lets the shares of all outlets sum to one', () => {
    fc.assert(fc.property(volumes.filter((v) => v.some((volume) => volume > 0)), (v) => {
      const total = v.reduce((sum, volume) => sum + volume, 0);
      const last = classify(items(v), limits).at(-1);
      expect((last?.shareBefore ?? 0) + (last?.volume ?? 0) / total).toBeCloseTo(1, 10);
    }));
  });
});

describe('the quarterly re-class', () => {
  const at = (changed: Partial<ReclassInput>) =>
    reclass({ current: 'B', computed: ['A'], volumeThen: 100, volumeNow: 110, volumeChangeLimit: 0.3, quartersToHold: 2, ...changed });

  it('waits for a second quarter', () => {
    expect(at({})).toEqual({ class: 'B', moved: false, reason: 'waits' });
    expect(at({ computed: ['B', 'A'] })).toEqual({ class: 'B', moved: false, reason: 'waits' });
    expect(at({ computed: ['A', 'C'] })).toEqual({ class: 'B', moved: false, reason: 'waits' });
    expect(at({ computed: ['B', 'A', 'A'] })).toEqual({ class: 'A', moved: true, reason: 'held' });
  });

  it('moves at once when the volume changed by more than 30 %, up or down, and not on 30 % itself', () => {
    expect(at({ volumeNow: 131 })).toEqual({ class: 'A', moved: true, reason: 'volume' });
    expect(at({ computed: ['C'], volumeNow: 69 })).toEqual({ class: 'C', moved: true, reason: 'volume' });
    expect(at({ volumeNow: 130 }).reason).toBe('waits');
    expect(at({ computed: ['C'], volumeNow: 70 }).reason).toBe('waits');
  });

  it('cannot speak of a change from nothing', () => {
    expect(at({ volumeThen: 0, volumeNow: 500 }).reason).toBe('waits');
    expect(at({ volumeThen: null, volumeNow: 500 }).reason).toBe('waits');
  });

  it('stays where it is when the class did not change or could not be computed', () => {
    expect(at({ computed: ['A', 'B'], volumeNow: 1000 })).toEqual({ class: 'B', moved: false, reason: 'same' });
    expect(at({ computed: ['A', null] })).toEqual({ class: 'B', moved: false, reason: 'no_data' });
    expect(at({ computed: [] })).toEqual({ class: 'B', moved: false, reason: 'no_data' });
  });

  it('gives a first class at once', () => {
    expect(at({ current: null })).toEqual({ class: 'A', moved: true, reason: 'first' });
  });

  it('refuses settings that make no rule', () => {
    expect(() => at({ quartersToHold: 0 })).toThrow(RangeError);
    expect(() => at({ volumeChangeLimit: -0.1 })).toThrow(RangeError);
    expect(() => at({ volumeNow: -1 })).toThrow(RangeError);
  });
});

describe('the rival boundary rule, asked for by its name', () => {
  const by = (volumes: readonly number[], boundary: 'before' | 'including') => classify(items(volumes), { ...limits, boundary }).map((row) => row.class ?? '-').join('');

  it('classes by the share including each outlet', () => {
    expect(by([400, 250, 120, 80, 60, 40, 20, 15, 10, 5], 'including')).toBe('AAABBBCCCC');
    expect(by([850, 50, 40, 30, 20, 10], 'including')).toBe('BBBCCC');
    expect(by([850, 50, 40, 30, 20, 10], 'before')).toBe('ABBBCC');
  });

  it('lets an outlet that reaches a limit exactly lie within it', () => {
    expect(by([80, 15, 5], 'including')).toBe('ABC');
    expect(by([80, 15, 0, 5], 'including')).toBe('ABCC');
  });
});
