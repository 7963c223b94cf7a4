import { Area } from './entities/field/area.js';
import { Brand, Dealer, MacroFact, Market, Route, Scorecard, Sku, Terminal, Zone } from './entities/field/master.js';
import { FormerExternalId, MarketNumber, MergedRow, TerminalCode, TerminalMerge } from './entities/field/master-history.js';
import { DataImport, FiguresChanged, ImportChange, ImportPart, TouchedSum } from './entities/field/imports.js';
import { DealerAssessment, DealerContract, DealerSurvey, DealerTerritory } from './entities/field/dealers.js';
import { FrequencyRule, RouteStop, VisitPlan } from './entities/field/routes.js';
import { DealerStock, MarketWeek, SaleLine, SaleWeek, StockCheck, TerminalWeek, Visit } from './entities/field/street.js';
import { DailySheet, ResurveyTask, SpotCheck, SurveyAssignment, SurveyProject, SurveyReview, SurveyTeam, SurveyTraining } from './entities/field/market-survey.js';
import { SurveyFormVersion, SurveyRecord } from './entities/field/survey.js';
import { Incident, PriceBand, PriceCheck, Receivable } from './entities/field/trade.js';
import { Candidate, Deliverable, Entry, StageRun, TaskRun } from './entities/process/entry.js';
import { Decision, GatePacket, Obligation, Reading, Review, Sweep, Vote, Waiver } from './entities/process/gate.js';
import { Person, RoleAssignment, Token } from './entities/process/people.js';
import { Bundle, Command, Deadline, JournalLine, Notification, StoredFile, Wake } from './entities/process/record.js';
import { ProcessTables1764000000000 } from './migrations/1764000000000-process-tables.js';
import { FieldTables1764000000001 } from './migrations/1764000000001-field-tables.js';
import { TerminalWeek1764028800000 } from './migrations/1764028800000-terminal-week.js';
import { SurveyTables1764030600000 } from './migrations/1764030600000-survey-tables.js';
import { UnvisitedIndex1764034200000 } from './migrations/1764034200000-unvisited-index.js';
import { DurableImports1764100000000 } from './migrations/1764100000000-durable-imports.js';
import { TouchedSums1764100010000 } from './migrations/1764100010000-touched-sums.js';
import { TerminalMaster1764110000000 } from './migrations/1764110000000-terminal-master.js';
import { CodesByNumber1764110010000 } from './migrations/1764110010000-codes-by-number.js';
import { Areas1764110020000 } from './migrations/1764110020000-areas.js';
import { ImportWarnings1764110030000 } from './migrations/1764110030000-import-warnings.js';
import { MarketSurvey1764120000000 } from './migrations/1764120000000-market-survey.js';
import { TradeTables1764140000000 } from './migrations/1764140000000-trade-tables.js';
import { RouteTables1764140000001 } from './migrations/1764140000001-route-tables.js';
import { DealerTables1764140000002 } from './migrations/1764140000002-dealer-tables.js';

/** Every table that the code reads. Named one by one: a glob would not survive bundling, and a forgotten entity should be seen. */
export const entities = [
  Entry, Candidate, StageRun, TaskRun, Deliverable, Reading, GatePacket, Vote, Decision, Obligation, Waiver, Review, Sweep,
  Person, RoleAssignment, Token, Bundle, JournalLine, Command, Wake, Deadline, Notification, StoredFile,
  MarketNumber, TerminalCode, FormerExternalId, TerminalMerge, MergedRow, Area,
  Market, Zone, Route, Dealer, Terminal, Brand, Sku, MacroFact, Scorecard,
  SaleLine, SaleWeek, TerminalWeek, MarketWeek, Visit, StockCheck, DealerStock,
  DataImport, ImportPart, ImportChange, TouchedSum, FiguresChanged,
  SurveyFormVersion, SurveyRecord, SurveyProject, SurveyTeam, SurveyAssignment, SurveyTraining, DailySheet, SurveyReview, SpotCheck, ResurveyTask,
  PriceBand, PriceCheck, Receivable, Incident, FrequencyRule, RouteStop, VisitPlan,
  DealerContract, DealerTerritory, DealerAssessment, DealerSurvey,
];

/** In the order in which they run. */
export const migrations = [
  ProcessTables1764000000000, FieldTables1764000000001, TerminalWeek1764028800000, SurveyTables1764030600000, UnvisitedIndex1764034200000, DurableImports1764100000000, TouchedSums1764100010000,
  TerminalMaster1764110000000, CodesByNumber1764110010000, Areas1764110020000, ImportWarnings1764110030000, MarketSurvey1764120000000, TradeTables1764140000000, RouteTables1764140000001, DealerTables1764140000002,
];
