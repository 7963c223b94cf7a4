import { ranked } from '../../apps/standalone/demo/ranking.js';
import { iowaSource } from '../../apps/standalone/demo/iowa/iowa-source.js';
import { describeWithData, realData } from '../support/real-data.js';

describeWithData('iowa-liquor', 'the Iowa story', () => {
  const source = iowaSource(realData());

  it('is named by its scorecards: Story first, Polk next', () => {
    expect(ranked(source).slice(0, 2).map((market) => market.name)).toEqual(['Story County', 'Polk County']);
  });

  it('scores by the stated bands: growth of Story 12.8 % a year is a 4', () => {
    const growth = source.scorecard('19169', 'first').find((row) => row.feature === 11);
    expect(growth).toMatchObject({ score: 4, measured: expect.closeTo(0.128, 3) as number });
  });

  it('takes the shops of the quarter before the launch as its census, classed by the category', () => {
    expect(source.figures.classes).toEqual({ A: 20, B: 17, C: 15 });
    expect(source.figures.zones.map((zone) => zone.outlets)).toEqual([36, 16]);
  });

  it('checks the census against the state’s own shop-months: nothing missed, every figure agrees', () => {
    const checks = source.figures.backChecks;
    expect(checks.reduce((sum, check) => sum + check.missed, 0)).toBe(0);
    expect(checks.reduce((sum, check) => sum + check.fieldsAgreed, 0)).toBe(checks.reduce((sum, check) => sum + check.fieldsChecked, 0));
  });

  it('hands the street over week by week: the lines of a week are those of its days', () => {
    const [file] = source.street('2021-W30').filter((one) => one.kind === 'sale-lines');
    const days = String(file?.content).trim().split('\n').slice(1).map((line) => line.slice(0, 10));
    expect(days.length).toBeGreaterThan(1_000);
    expect(days.every((day) => day >= '2021-07-26' && day <= '2021-08-01')).toBe(true);
  });
});
