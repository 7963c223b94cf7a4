import type { Bundles } from '../../libs/journal/bundles.js';
import type { DecisionDoor } from '../../libs/journal/commit.js';
import type { Sessions } from '../../libs/journal/sessions.js';
import type { WakeRelay } from '../../libs/journal/wake.js';
import type { Board } from '../../libs/persistence/board/board.js';
import type { CompanyBoard } from '../../libs/persistence/board/company-board.js';
import type { Database } from '../../libs/persistence/data-source.js';
import type { UnitOfWork } from '../../libs/persistence/unit-of-work.js';
import type { Config } from '../../libs/platform/config.js';
import type { Logger } from '../../libs/platform/logging.js';

/** What the API is composed with; the standalone program shares these with its worker. */
export type Parts = {
  readonly config: Config;
  readonly log: Logger;
  readonly db: Database;
  readonly unitOfWork: UnitOfWork;
  readonly bundles: Bundles;
  readonly door: DecisionDoor;
  readonly board: Board;
  readonly company: CompanyBoard;
  readonly sessions: Sessions;
  readonly relay: WakeRelay;
  /** Whether the workflow engine answers now; shown by the health door, never asked on a command's way. */
  readonly engine: { isUp(): Promise<boolean> };
};
export const PARTS = Symbol('Parts');
