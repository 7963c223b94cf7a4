import { createHash } from 'node:crypto';
import { bundleHash, BundleRefused, makeBundle, seal } from './bundle.js';
import { stageOf } from './bundle-content.js';
import { canonical } from './canonical.js';
import { parseSettings, SettingsRefused, type Settings } from './settings.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const refusal = (settings: unknown): string[] => {
  try {
    parseSettings(settings);
  } catch (error) {
    if (error instanceof SettingsRefused) return error.faults.map((fault) => fault.path);
    throw error;
  }
  return [];
};

describe('a bundle', () => {
  it('holds the complete stages and parameters as plain data', () => {
    const content = makeBundle();
    expect(JSON.parse(JSON.stringify(content))).toEqual(content);
    expect(content.stages.map((stage) => Object.keys(stage.gate.conditions).length)).toEqual([5, 8, 6, 6, 6, 5, 7, 3]);
    expect(stageOf(content, 'survey').deliverables['capacity']?.form?.fields['people']).toMatchObject({ type: 'integer', optional: true });
  });

  it('holds the terms of a survey: teams, schedule and respondent types of the market’s own, refused by their path where they contradict themselves', () => {
    const does = { zh: '普查', en: 'Sweep' };
    const team = { code: 'north', name: '北', does, role: 'key_team', respondentTypes: ['pharmacy'], sweeps: 'key' } as const;
    const survey = { respondentTypes: [{ key: 'pharmacy', title: { zh: '药店', en: 'Pharmacy' } }], teams: [team], schedule: [{ key: 'sweep', title: does, team: 'north', result: does, fromDay: 1, toDay: 9 }], backCheckShare: 0.1 };
    expect(makeBundle({ parameters: { survey } }).parameters.survey).toMatchObject({ ...survey, sheetRemindMinutes: 60 });
    const refused = (over: object): string[] => {
      try {
        seal(makeBundle({ parameters: { survey: { ...survey, ...over } } }), sha256);
      } catch (error) {
        if (error instanceof BundleRefused) return error.findings.map((finding) => finding.path);
        throw error;
      }
      return [];
    };
    expect(refused({})).toEqual([]);
    expect(refused({ backCheckShare: 0 })).toEqual(['parameters.survey.backCheckShare']);
    expect(refused({ teams: [team, team] })).toEqual(['parameters.survey.teams']);
    expect(refused({ respondentTypes: [] })).toEqual(['parameters.survey.teams']);
    expect(refused({ schedule: [{ ...survey.schedule[0], team: 'south', toDay: 0 }] })).toEqual(['parameters.survey.schedule', 'parameters.survey.schedule']);
    expect(refused({ sheetToManagerMinutes: 1 })).toEqual(['parameters.survey.sheetToManagerMinutes']);
    expect(refusal({ parameters: { survey: { teams: [{ code: 'x' }], colour: 1 } } })).toEqual(expect.arrayContaining(['parameters.survey.colour', 'parameters.survey.teams.0.role']));
  });

  it('is the playbook with its settings applied, and nothing else changed', () => {
    const settings: Settings = {
      kpis: { numericDistribution: { target: { op: 'at-least', value: 0.5 } }, outOfStock: { shadow: true } },
      gates: { G5: { signers: ['fin', 'aud'], ladder: { remind: 2 }, withinMonths: null, conditions: { visitsHold: { weeks: 2 } } } },
      tasks: { launch: { firstOrders: { dueDays: 30, role: 'prom' } } },
      parameters: { categoryVolume: 'sales', category: 'whiskies', visits: { periodDays: { A: 10 } }, calendar: { holidays: ['2026-05-01'] } },
    };
    const stage = stageOf(makeBundle(settings), 'launch');
    expect(stage.kpis['numericDistribution']?.target).toEqual({ op: 'at-least', value: 0.5 });
    expect(stage.gate.conditions['distributed']?.anyOf).toEqual([{ kpi: 'numericDistribution', target: { op: 'at-least', value: 0.5 }, weeks: 1 }]);
    expect(stage.gate.conditions['visitsHold']?.anyOf[0]?.weeks).toBe(2);
    expect(stage.gate).toMatchObject({ signers: ['fin', 'aud'], decider: 'rm', ladder: { remind: 2, escalate: 6, timeOut: 10 }, withinMonths: null });
    expect(stage.kpis['outOfStock']?.shadow).toBe(true);
    expect(stage.tasks['firstOrders']).toMatchObject({ dueDays: 30, role: 'prom' });
    expect(makeBundle(settings).parameters.visits.periodDays).toEqual({ A: 10, B: 14, C: 28, dealer: 7 });
    expect(makeBundle(settings).parameters).toMatchObject({ category: 'whiskies', calendar: { workweek: [1, 2, 3, 4, 5], holidays: ['2026-05-01'] } });
    expect(makeBundle(settings).stages[5]).toEqual(makeBundle().stages[5]);
  });

  it('has one name for one content, whatever the order of its keys', () => {
    const { hash, content } = seal(makeBundle(), sha256);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(bundleHash(JSON.parse(canonical(content)), sha256)).toBe(hash);
    expect(seal(makeBundle({ parameters: { windowWeeks: 5 } }), sha256).hash).not.toBe(hash);
    expect(seal(makeBundle({}), sha256).hash).toBe(hash);
  });

  it('gets no name while the lint finds a fault, and the refusal lists them all', () => {
    const faulty = makeBundle({ gates: { G5: { signers: [] } }, kpis: { numericDistribution: { target: { op: 'at-least', value: 60 } } } });
    expect(() => seal(faulty, sha256)).toThrow(BundleRefused);
    try {
      seal(faulty, sha256);
    } catch (error) {
      expect((error as BundleRefused).findings.map((finding) => finding.rule)).toEqual(expect.arrayContaining(['no-signer', 'wrong-unit']));
    }
  });
});

describe('settings from outside', () => {
  const cases: [string, unknown, string[]][] = [
    ['nothing', {}, []],
    ['no object', 7, ['']],
    ['a list', [], ['']],
    ['an unknown room', { kpi: {} }, ['kpi']],
    ['a misspelt KPI', { kpis: { numericDistributon: { shadow: true } } }, ['kpis.numericDistributon']],
    ['an unknown field of a KPI', { kpis: { outOfStock: { hidden: true } } }, ['kpis.outOfStock.hidden']],
    ['a target without its value', { kpis: { outOfStock: { target: { op: 'at-most' } } } }, ['kpis.outOfStock.target.value']],
    ['a target that is a text', { kpis: { outOfStock: { target: '0.1' } } }, ['kpis.outOfStock.target']],
    ['an operator that does not exist', { kpis: { outOfStock: { target: { op: 'lower', value: 1 } } } }, ['kpis.outOfStock.target.op']],
    ['a band with a value', { kpis: { outOfStock: { target: { op: 'between', from: 0, to: 1, value: 1 } } } }, ['kpis.outOfStock.target.value']],
    ['a threshold that is a text', { kpis: { outOfStock: { target: { op: 'at-most', value: '0.1' } } } }, ['kpis.outOfStock.target.value']],
    ['an unknown gate', { gates: { G9: {} } }, ['gates.G9']],
    ['a condition of another gate', { gates: { G5: { conditions: { goodsFlow: { weeks: 2 } } } } }, ['gates.G5.conditions.goodsFlow']],
    ['a role that does not exist', { gates: { G5: { signers: ['fin', 'cfo'] } } }, ['gates.G5.signers.1']],
    ['a task of another stage', { tasks: { launch: { listCandidates: { dueDays: 3 } } } }, ['tasks.launch.listCandidates']],
    ['an unknown parameter', { parameters: { visits: { periodDays: { D: 3 } } } }, ['parameters.visits.periodDays.D']],
    ['a parameter of the wrong type', { parameters: { windowWeeks: '4', categoryVolume: 'guess' } }, ['parameters.windowWeeks', 'parameters.categoryVolume']],
    ['a key that every object has', JSON.parse('{"parameters":{"__proto__":{"windowWeeks":9},"constructor":1}}'), ['parameters.__proto__', 'parameters.constructor']],
    ['a number that is none', { parameters: { windowWeeks: Number.NaN } }, ['parameters.windowWeeks']],
  ];
  it.each(cases)('%s', (_, settings, paths) => expect(refusal(settings)).toEqual(paths));
});
