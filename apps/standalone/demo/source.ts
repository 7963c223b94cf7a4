import type { importKinds } from '../../../libs/contracts/field-rows.js';
import type { ImportMapping } from '../../../libs/contracts/field.js';
import type { Text } from '../../../libs/playbook/define-form.js';
import type { FormOf } from '../../../libs/playbook/playbook.js';
import type { Settings } from '../../../libs/playbook/settings.js';

/** A file as it goes through the import door. */
export type ImportFile = {
  readonly kind: (typeof importKinds)[number];
  readonly name: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  readonly mapping: ImportMapping;
};

/** Who gave a scorecard: one of two raters on their own, or both together. */
export type Rater = 'first' | 'second' | 'agreed';
export type FeatureRow = FormOf<'scorecard'>['features'][number];

export type MarketName = { readonly code: string; readonly name: string };

/** What a month of the launched market brought and cost, in minor units. */
export type MonthFigures = {
  /** First day of the month. */
  readonly month: string;
  readonly netRevenue: number;
  readonly variableCost: number;
  readonly fieldCost: number;
  readonly promotionCost: number;
  readonly newHandlers: number;
  readonly effectiveVisits: number;
};

/** What each tier pays and charges for a case, in minor units ex VAT. */
export type PricedTiers = { readonly dealerBuys: number; readonly dealerSells: number; readonly shelf: number };

/** The numbers that the forms of one market are filled with. Volumes are the market's own unit, money is minor units. */
export type Figures = {
  readonly zones: readonly { readonly no: number; readonly name: string; readonly key: boolean; readonly outlets: number }[];
  readonly routes: readonly { readonly zone: number; readonly route: number; readonly adviser: string; readonly outlets: number }[];
  readonly dealers: readonly { readonly code: string; readonly name: string; readonly zones: readonly number[] }[];
  readonly classes: { readonly A: number; readonly B: number; readonly C: number };
  /** Outlet numbers of class A, as the source calls them. */
  readonly aOutlets: readonly string[];
  readonly positions: { readonly records: number; readonly valid: number };
  readonly backChecks: readonly FormOf<'backCheck'>[];
  readonly capacity: FormOf<'capacity'>;
  readonly rival: { readonly name: string; readonly finding: string; readonly weakness: string; readonly evidence: string };
  readonly focus: readonly { readonly sku: string; readonly name: string }[];
  readonly price: { readonly product: string; readonly own: PricedTiers; readonly rival: PricedTiers; readonly markup: number };
  readonly money: {
    readonly netPrice: number; readonly unitCost: number; readonly promotionPerUnit: number; readonly freightPerUnit: number;
    readonly people: number; readonly vehicles: number; readonly headOffice: number; readonly launchOutlay: number; readonly cashLimit: number;
    readonly casesPerMonth: number; readonly volumePerCase: number; readonly targetShare: number; readonly promotionPerMonth: number;
  };
  readonly advisers: readonly string[];
};

/** One row of method.md §13.3 that somebody independent measures once, at the end. */
export type FinalCheck = { readonly from: string; readonly to: string; readonly terminals: number; readonly fieldsChecked: number; readonly fieldsAgreed: number };

/**
 * A market with its history, as the story needs it. Two of them exist: real shops and sale lines, and a generated street. The story itself
 * is the same for both.
 */
export type StorySource = {
  readonly title: Text;
  readonly entryName: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly bundle: { readonly alias: string; readonly settings: Settings };
  /** Why KPIs stand in the shadow, and whatever else is stated and not measured. */
  readonly stated: readonly Text[];
  /** Candidates of the first entry. */
  readonly candidates: readonly MarketName[];
  /** Markets, macro facts, SKUs. */
  readonly masterData: readonly ImportFile[];
  scorecard(market: string, rater: Rater): FeatureRow[];
  readonly deskFacts: string;
  /** Code of the market whose street this source has: the one that the scorecards must name. */
  readonly market: string;
  /** Its dealers and terminals. */
  readonly census: readonly ImportFile[];
  readonly figures: Figures;
  /** Records of the trial week before the launch; they are only tried, never stored. */
  readonly trialWeek: ImportFile;
  /** ISO weeks from the launch on, oldest first. */
  readonly weeks: readonly string[];
  /** What came from the street in that week. */
  street(week: string): readonly ImportFile[];
  /** Months that are over by the end of the week. */
  monthsUpTo(week: string): readonly MonthFigures[];
  /** Own and all brands in a sample of outlets, in the four weeks that end with `week`: the share by a second method. */
  panel(week: string): FormOf<'shareObservation'>;
  /** Price cuts and dumping that a patrol found. */
  patrol(week: string): FormOf<'patrol'>;
  /** What dealers owe at the end of the week; no invoices where nobody knows. */
  receivables(week: string): FormOf<'receivables'>;
  finalCheck(week: string): FinalCheck;
  /** Outlets of a market by class, for the staffing of the next entry. */
  outletsOf(market: string): { readonly A: number; readonly B: number; readonly C: number };
};
