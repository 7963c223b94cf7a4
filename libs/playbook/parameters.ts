import { surveyTerms, type SurveyTerms } from './survey-terms.js';

/** Monday = 1 … Sunday = 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Everything an entry needs beside the stages: all of it is a setting, none a constant (method.md, mark [O]). */
export type Parameters = {
  readonly scorecard: {
    /** Points per criterion, 100 together. */
    readonly weights: Readonly<Record<'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'c7' | 'c8', number>>;
    /** A criterion whose normalised mean is at or below this is a knock-out. */
    readonly knockOutLimit: number;
    /** Below so many scored features a market is not ranked. */
    readonly minScoredToRank: number;
  };
  readonly abc: { readonly aLimit: number; readonly bLimit: number };
  readonly visits: {
    /** Days after which a customer counts as unvisited. */
    readonly periodDays: { readonly A: number; readonly B: number; readonly C: number; readonly dealer: number };
    readonly per4Weeks: { readonly A: number; readonly B: number; readonly C: number };
    readonly minutes: { readonly A: number; readonly B: number; readonly C: number };
  };
  /** KPI window in weeks, ending with the review week. */
  readonly windowWeeks: number;
  /** In which figure volumes are added: minor units of money, or base units of goods. */
  readonly volumeBasis: 'amount' | 'quantity';
  /** Where the category's volume comes from: the census of the terminals, or sale lines of all brands. */
  readonly categoryVolume: 'census' | 'sales';
  /** The category that share and distribution are counted in; null: all SKUs. */
  readonly category: string | null;
  readonly colour: {
    readonly greenFrom: number;
    readonly amberFrom: number;
    /** A band KPI outside by up to this part of the nearer limit is amber. */
    readonly bandTolerance: number;
    /** Fewer in the denominator: shown without a colour. */
    readonly smallBase: number;
    readonly greyReviewsToRed: number;
    readonly goodWeeksAfterRed: number;
  };
  /** Largest remainder weights of the zone targets [S:520]. */
  readonly targetWeights: { readonly capacity: number; readonly potential: number; readonly competition: number; readonly pastSales: number };
  /** Daily sheets are due before this local time of their day, HH:MM. */
  readonly dailySheetBy: string;
  /** Teams, schedule and respondent types of a survey before anybody changes them, its back-check and its clocks. */
  readonly survey: SurveyTerms;
  readonly evidence: {
    readonly shareCurveWeeks: number;
    /** Weeks looked back for flow-through, unvisited and head office support. */
    readonly lookBackWeeks: number;
    readonly flowThroughFrom: number;
    readonly backCheckTerminals: number;
    readonly launchCurveDay: number;
    readonly cashBurnDay: number;
  };
  readonly calendar: {
    readonly workweek: readonly Weekday[];
    /** `YYYY-MM-DD`: days off. */
    readonly holidays: readonly string[];
    /** `YYYY-MM-DD`: worked although not in the workweek. */
    readonly extraWorkdays: readonly string[];
  };
  /** Working days a task may be late before the regional manager hears of it. */
  readonly taskEscalateDays: number;
  /** Weekday and hour of the weekly review in the market's time zone, `mon-08`. */
  readonly reviewSlot: string;
};

/** Defaults of method.md and arithmetic.md. */
export const parameters: Parameters = {
  scorecard: { weights: { c1: 15, c2: 15, c3: 10, c4: 15, c5: 15, c6: 10, c7: 10, c8: 10 }, knockOutLimit: 0.25, minScoredToRank: 18 },
  abc: { aLimit: 0.8, bLimit: 0.95 },
  visits: { periodDays: { A: 7, B: 14, C: 28, dealer: 7 }, per4Weeks: { A: 4, B: 2, C: 1 }, minutes: { A: 25, B: 15, C: 10 } },
  windowWeeks: 4,
  volumeBasis: 'amount',
  categoryVolume: 'census',
  category: null,
  colour: { greenFrom: 0.95, amberFrom: 0.85, bandTolerance: 0.2, smallBase: 10, greyReviewsToRed: 3, goodWeeksAfterRed: 2 },
  targetWeights: { capacity: 0.4, potential: 0.2, competition: 0.15, pastSales: 0.25 },
  dailySheetBy: '20:00',
  survey: surveyTerms,
  evidence: { shareCurveWeeks: 12, lookBackWeeks: 8, flowThroughFrom: 0.95, backCheckTerminals: 50, launchCurveDay: 60, cashBurnDay: 90 },
  calendar: { workweek: [1, 2, 3, 4, 5], holidays: [], extraWorkdays: [] },
  taskEscalateDays: 2,
  reviewSlot: 'mon-08',
};
