/** The entry's page: tasks, deliverables, forms, KPIs, reviews, journal. */
export const enWork = {
  entry: {
    notFound: 'There is no such entry', round: 'round {{round}}', market: 'Market', ageName: 'Age', bundle: 'Bundle', copyHash: 'Copy the hash', zone: 'Zone and currency', openedFrom: 'Opened from', opened: 'Opened', nextAct: 'Next', rail: 'The eight stages', tabs: 'Parts of the entry',
    ahead: 'ahead', ended: 'The entry has ended', stageOpens: 'The stage is being opened',
    waitsForEngine: 'Waits for the engine', waitsForEngineHint: 'What you do is stored and counts. The workflow engine does not answer just now; it goes on by itself when it is back.',
    heldBecause: 'On hold: {{reason}}', endedBecause: 'Ended: {{reason}}',
    tab: { work: 'Work', survey: 'Survey', kpis: 'KPIs', open_one: '{{count}} task open', open_other: '{{count}} tasks open', red_one: '{{count}} off target', red_other: '{{count}} off target', gate: 'Gate', reviews: 'Reviews', journal: 'Journal' },
  },
  runState: { opening: 'opening', open: 'open', closed: 'closed' },
  steer: {
    hold: 'Hold', resume: 'Resume', stop: 'Stop', reason: 'Reason', holdTitle: 'Hold {{entry}}', resumeTitle: 'Resume {{entry}}', stopTitle: 'Stop {{entry}} for good',
    holdHint: 'All clocks stop until it is resumed.', resumeHint: 'The clocks go on where they stood.', stopHint: 'A stopped entry cannot be resumed. What happened stays readable.',
  },
  task: {
    title: 'Tasks', state: { locked: 'Locked', ready: 'Ready', done: 'Done' }, mine: 'yours', doneBy: '{{name}}, {{at}}', waitsFor: 'Waits for: {{tasks}}', needs: 'Needs first: {{deliverables}}', complete: 'Complete', completeTitle: 'Complete: {{task}}', note: 'Note',
    assign: 'Assign', assignNamed: 'Assign: {{task}}', assignee: 'Person', toRole: 'Anyone who is {{role}}',
  },
  deliverable: {
    title: 'Deliverables', complete: 'Complete', owed: 'Owed', optional: 'Optional', acceptedBy: 'Accepted by: {{role}}', many: 'One per {{what}}', handIn: 'Hand in', handInNamed: 'Hand in: {{deliverable}}', handInVersion: 'Hand in version {{version}}',
    handedIn: 'Handed in as version {{version}}', version: 'v{{version}}', newest: 'v{{version}} (newest)', versions: 'Version', view: 'View', viewNamed: 'View {{deliverable}}', next: 'New version', nextNamed: 'New version of {{deliverable}}', which: 'Which one: {{what}}',
    state: { 'handed-in': 'Handed in', accepted: 'Accepted', returned: 'Returned', superseded: 'Superseded' }, reviewNote: '{{name}}: {{note}}', accept: 'Accept', return: 'Return', acceptTitle: 'Accept this version', returnTitle: 'Return this version',
    reviewedBy: 'Accepted by {{name}}', returnedBy: 'Returned by {{name}}',
  },
  form: {
    yes: 'Yes', no: 'No', optional: '(optional)', row: 'row {{row}}', rows_one: '{{count}} row', rows_other: '{{count}} rows', add: 'Add a row', remove: 'Remove', removeRow: 'Remove row {{row}}', paste: 'Paste from a spreadsheet', pasteTitle: 'Paste rows: {{rows}}',
    pasteHint: 'Copy the rows in your spreadsheet and paste them here. Columns in this order: {{columns}}.', take_one: 'Take {{count}} row', take_other: 'Take {{count}} rows', unread_one: '{{count}} cell could not be read and stays empty', unread_other: '{{count}} cells could not be read and stay empty',
    faults_one: '{{count}} place needs attention', faults_other: '{{count}} places need attention', moreFaults: 'and {{count}} more', cancel: 'Cancel', leave: 'Discard what you typed?', discard: 'Discard',
  },
  document: { text: 'Text', files: 'Files', attach: 'Attach files (up to {{limit}} each)', remove: 'Remove {{name}}' },
  conflict: {
    title: 'Somebody was faster', who: '{{name}} handed in “{{deliverable}}” as version {{version}} on {{at}}, while you were editing.', choose: 'Load that version and lose what you typed, hand in yours as the version after it, or go on editing.',
    keep: 'Go on editing', reload: 'Load theirs', overwrite: 'Hand in mine after it',
  },
  kpi: {
    title: 'KPIs', none: 'No KPI in this stage', name: 'KPI', colour: 'State', value: 'Value', parts: 'Numerator / denominator', target: 'Target', weeks: 'Last weeks', from: 'From', asOf: 'as of {{day}}', shadow: 'shadow', shadowHint: 'Shown, but does not count in this entry',
    trend: '{{kpi}}, last weeks: {{weeks}}', source: { 'handed-in': 'Handed in', field: 'The street' },
  },
  review: { none: 'No weekly review yet' },
  journal: {
    none: 'Nothing has happened yet', at: 'When', actor: 'Who', kind: 'What', data: 'Details', hash: 'Hash', more: 'More', verify: 'Verify the chain', dossier: 'Dossier', verified_one: '{{count}} line, verified', verified_other: '{{count}} lines, verified',
    broken: 'Broken at line {{line}}: {{why}}',
  },
} as const;
