import { enGate } from './en-gate.js';
import { enImports } from './en-imports.js';
import { enSurvey } from './en-survey.js';
import { enWork } from './en-work.js';

/** The English words of the desk. The Chinese ones have the same keys, or do not compile. */
export const en = {
  brand: 'Beachhead',
  nav: {
    board: 'Board', inbox: 'My work', data: 'Data', people: 'People', tokens: 'API tokens', start: 'Start an entry', main: 'Main', home: 'Beachhead, to the board', skip: 'Skip to content',
  },
  live: {
    live: 'Live', connecting: 'Connecting', offline: 'Offline', liveHint: 'Changes by others appear by themselves', connectingHint: 'Connecting to the server',
    offlineHint: 'No connection for live changes; trying again',
  },
  theme: { choose: 'Theme', light: 'Light', dark: 'Dark', system: 'As the system' },
  session: {
    tagline: 'Market entry by the deep-marketing method', login: 'Login', password: 'Password', signIn: 'Sign in', signOut: 'Sign out', menu: 'Account of {{name}}',
    firstRun: 'On the first start the program prints the login and the one-time password of the administrator.',
    change: 'Change password', mustChange: 'The one-time password has done its duty. Choose your own to go on.', changed: 'The password was changed',
    current: 'Current password', next: 'New password', repeat: 'New password again', rule: 'At least 10 characters', differ: 'The two do not match',
  },
  state: {
    loading: 'Loading', again: 'Try again', copied: 'Copied', copyByHand: 'Select the text and copy it', unreachable: 'The server cannot be reached',
    unreachableNext: 'Nothing was lost: what you sent is repeated under the same command id. Check the connection and try again.',
    retryAfter: 'Try again in {{seconds}} s.', requestId: 'Request', copyRequestId: 'Copy the request id', noPage: 'There is no such page',
  },
  fault: {
    required: 'Required', min: 'At least {{limit}}', max: 'At most {{limit}}', long: 'At most {{limit}} characters', ratio: 'Between 0 % and 100 %', invalid: 'Not valid',
    rowsMin: 'At least {{limit}} rows', rowsMax: 'At most {{limit}} rows', document: 'A text or at least one file',
  },
  stage: { select: 'Select', survey: 'Survey', plan: 'Plan', 'build-platform': 'Platform', launch: 'Launch', grow: 'Grow', consolidate: 'Consolidate', replicate: 'Replicate' },
  entryState: { running: 'Running', held: 'On hold', completed: 'Completed', stopped: 'Stopped' },
  phase: { opening: 'Opening', working: 'At work', watching: 'Watching KPIs', gate: 'At the gate', decided: 'Decided', replicating: 'Replicating', ended: 'Ended' },
  colour: { green: 'On target', amber: 'Close', red: 'Off target', grey: 'No data', none: 'Shown only' },
  met: { yes: 'Met', no: 'Not met', unknown: 'No data' },
  board: {
    view: 'View', asBoard: 'Board', asTable: 'Table', search: 'Search name or market', byState: 'By state', byCondition: 'By condition', clear: 'Clear filters',
    only: { overdue: 'Overdue', blocked: 'Blocked', gate: 'At the gate', engine: 'Waits for the engine' },
    none: 'No entry yet', noMatch: 'Nothing matches', first: { people: 'Add people and give them roles', markets: 'Import at least three markets', entry: 'Start the first entry' },
    candidates_one: '{{count}} candidate: {{names}}', candidates_other: '{{count}} candidates: {{names}}', age_one: '{{count}} day', age_other: '{{count}} days',
    blockers_one: '{{count}} blocker', blockers_other: '{{count}} blockers', overdue: '{{count}} overdue', inStage_one: '{{count}} entry', inStage_other: '{{count}} entries',
    column: { name: 'Entry', market: 'Market', stage: 'Stage', state: 'State', verdict: 'Verdict', next: 'Next act', age: 'Age', blockers: 'Blockers', overdue: 'Overdue' },
  },
  inbox: { filter: 'Filter', only: { overdue: 'Overdue', week: 'Due in 7 days', gates: 'Votes and decisions' }, none: 'Nothing waits for you', noMatch: 'Nothing matches', told: 'Told to you' },
  move: {
    'complete-task': 'Complete', 'hand-in': 'Hand in', accept: 'Review', kpi: 'KPI', vote: 'Vote', decide: 'Decide', 'clear-obligation': 'Clear', resume: 'Resume', engine: 'Engine', data: 'Data missing',
    dueBy: 'due {{day}}', overdueSince: 'overdue since {{day}}',
  },
  start: {
    hint: 'An entry is one run of the eight stages. It starts with at least three candidate markets; stage 1 scores them and gate G1 names the one to enter.',
    needsRole: 'Starting an entry needs one of these roles in the candidate markets: {{roles}}.', name: 'Name of the entry', candidates: 'Candidate markets', atLeastThree: 'Choose at least three', searchMarkets: 'Search by name or code', noMarkets: 'There are no markets yet: import them first.',
    bundleHint: 'The playbook and its thresholds that this entry runs on, sealed.', defaultBundle: 'The playbook as written', timeZone: 'Time zone of the market', ownZone: 'Yours: {{zone}}', currency: 'Currency',
  },
  people: {
    add: 'Add a person', onlyAdmin: 'An administrator adds people and gives roles.', name: 'Name', roles: 'Roles', admin: 'Administrator', adminHint: 'Adds people and gives roles. Decides nothing by that.', inactive: 'Switched off', everywhere: 'everywhere',
    noRoles: 'no role yet', giveRoles: 'Roles', giveRolesTo: 'Roles of {{name}}', added: '{{name}} was added', handOver: 'Hand over the login {{login}} and this password; it is not shown again:', copyPassword: 'Copy the password',
    loginRule: 'Lower-case letters, digits and . _ - ; at least 2', firstPassword: 'First password', anotherPassword: 'Another password', language: 'Language',
    roleNo: 'Role {{no}}', marketNo: 'Market of role {{no}}', removeRole: 'Remove the role {{role}}', addRole: 'Add a role', saveRoles: 'Save roles',
  },
  token: {
    make: 'Make a token', hint: 'For schedulers, scripts and the command line. A token acts as you, cut to its scopes, until it ends.', none: 'No token yet', name: 'Name', scopes: 'Scopes', expires: 'Ends', days: 'Days until it ends',
    state: { valid: 'Valid', expired: 'Ended', revoked: 'Revoked' }, revoke: 'Revoke', revokeSure: 'Revoke {{name}}? What uses it stops working at once.', once: 'Copy the secret now. It is not shown again.', copy: 'Copy the secret', done: 'I have copied it',
    scope: { read: 'read: look at everything', entries: 'entries: work on entries', reviews: 'reviews: ask for weekly reviews', imports: 'imports: bring data in', all: 'all: everything you may do' },
  },
  import: {
    title: 'Import a file', kind: 'What it holds', file: 'File', drop: 'Drop a CSV or Excel file here or choose one (CSV in UTF-8 or GBK, also gzip)', mapping: 'Mapping',
    mappingHint: 'Our field on the left, the column of your file on the right. The example shows the fields of this kind.', badMapping: 'The mapping is not valid: {{why}}', try: 'Try it', run: 'Import', tryFirst: 'A try shows what would happen and changes nothing.',
    wouldDo: 'The file is sound. Nothing was changed yet.', done: 'Imported', refused: 'Nothing was imported: correct these rows', encoding: 'Read as {{encoding}}', errors: 'Rows with faults', row: 'Row', column: 'Column', rule: 'What is wrong',
    warnings: '{{count}} to look at:',
    moreErrors_one: 'and {{count}} more', moreErrors_other: 'and {{count}} more',
    count: { rows: 'Rows', inserted: 'New', updated: 'Changed', unchanged: 'As before', skipped: 'Skipped' },
    kinds: {
      markets: 'Markets', terminals: 'Terminals (outlets)', dealers: 'Dealers', skus: 'Products (SKUs)', 'sale-lines': 'Sale lines', visits: 'Visits', 'stock-checks': 'Stock checks', 'dealer-stock': 'Dealer stock', 'macro-facts': 'Macro facts',
      'price-bands': 'Price bands', 'price-checks': 'Price checks', receivables: 'Receivables', incidents: 'Incidents',
      'frequency-rules': 'Visit frequencies', 'route-stops': 'Route stops', 'visit-plans': 'Visit plans', 'dealer-surveys': 'Dealer surveys',
    },
  },
  files: { excel: 'Excel', template: 'Template', stored: 'What is stored', report: 'Market report', errors: 'My file with the errors' },
  market: { title: 'Markets', name: 'Market', region: 'Region', terminals: 'Terminals', dealers: 'Dealers', saleLines: 'Sale lines', search: 'Search markets', none: 'No market yet: import a file of markets' },
  ...enWork,
  ...enImports,
  ...enGate,
  ...enSurvey,
} as const;

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
export type Words = Shape<typeof en>;
