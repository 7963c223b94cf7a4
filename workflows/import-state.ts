/** Where an import stands, as the workflow needs it: plain JSON, read afresh at every look. */
export type ImportState = {
  readonly importId: string;
  readonly version: number;
  readonly phase: string;
  readonly over: boolean;
  /** It waits for an earlier one. */
  readonly waits: boolean;
};
