/** Words of imports under way. */
export const enImports = {
  imports: {
    title: 'Imports', none: 'No import yet', more: 'Show more', trial: 'trial', seconds: '{{seconds}} s', open: 'Show this import',
    phases: {
      waiting: 'Waits', checking: 'Checks', writing: 'Writes', 'rolling-up': 'Adds up', 'taking-back': 'Takes back', done: 'Done', refused: 'Refused', cancelled: 'Cancelled', undone: 'Undone',
    },
    read: '{{rows}} rows read', written: '{{written}} of {{total}} rows written', whole: '{{total}} rows', progress: 'Progress of the import',
    waitsForEngine: 'Waits for the workflow engine; it goes on by itself when the engine is back.', waitsFor: 'Waits for the import before it: {{file}}',
    cancel: 'Cancel', cancelTitle: 'Cancel this import?', cancelHint: 'What it has written so far is taken back.', keep: 'Let it go on',
    undo: 'Undo', undoTitle: 'Undo the whole import of {{file}}', undoHint: 'Its rows go, and what it changed stands again as before. Refused when later data stand on it.', undone: 'Undone: {{why}}',
    changedSince: 'Figures changed since this was measured: {{weeks}} ({{files}})',
    cancelledNote: 'Cancelled: nothing of it was kept.', undoneNote: 'The import was undone.', change: '{{inserted}} new, {{updated}} changed',
  },
} as const;
