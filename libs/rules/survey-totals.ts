/** What a survey that is run in the system adds up to, counted from its own rows. Null in the facts: it is run on paper, its sheets are typed. */
export type SurveyTotals = {
  readonly assignments: number;
  /** Terminals, by zone; `zoneNo` null: in a zone that nobody named. */
  readonly zones: readonly {
    readonly zoneNo: number | null;
    /** Outlets whose survey was accepted, each once. */
    readonly accepted: number;
    /** Found though not on the list, and not rejected since. */
    readonly newFound: number;
    /** Found closed for good, and accepted as such. */
    readonly closed: number;
  }[];
  /** First reviews of records. */
  readonly reviewedFirst: number;
  readonly acceptedFirst: number;
  /** Current records given back and not sent again. */
  readonly returned: number;
  readonly checks: { readonly done: number; readonly open: number; readonly fieldsChecked: number; readonly fieldsAgreed: number; readonly blocks: number; readonly outletsFound: number; readonly missed: number };
  /** Records with a position, and those of them that are accurate enough and not made up. */
  readonly positions: { readonly records: number; readonly valid: number };
  readonly submitted: number;
  /** Submitted for an outlet that turned out to be another one. */
  readonly merged: number;
  readonly teamDays: { readonly due: number; readonly onTime: number };
  /** Outlets accepted, and days that surveyors were out. */
  readonly surveyorDays: number;
  /** Records that open re-survey tasks ask for. */
  readonly resurvey: number;
  /** Codes of dealers whose interview was accepted. */
  readonly dealers: readonly string[];
};
