/** The gate: verdict, conditions, votes, decision, obligations. */
export const enGate = {
  verdict: {
    passed: 'Passed', not_passed: 'Not passed', unknown: 'Unknown', sentence: '{{met}} of {{all}} conditions are met.', failed_one: ' Not met: {{names}}.', failed_other: ' {{count}} not met: {{names}}.',
    withoutData_one: ' No data: {{names}}.', withoutData_other: ' {{count}} without data: {{names}}.', aside_one: ' {{count}} does not count (waived or shadow).', aside_other: ' {{count}} do not count (waived or shadow).',
  },
  decision: { go: 'Go', conditional_go: 'Conditional go', hold: 'Hold', recycle: 'Recycle', stop: 'Stop' },
  vote: { go: 'Go', 'no-go': 'No-go' },
  gate: {
    none: 'No gate packet yet', packetNo: 'packet {{number}}', preview: 'as it stands now', frozenAt: 'frozen {{at}}', lapsedBecause: 'Lapsed because: {{why}}', packetState: { current: 'Before the deciders', lapsed: 'Lapsed', 'timed-out': 'Timed out', decided: 'Decided' },
    conditions: 'Conditions', condition: 'Condition', met: 'Met', tests: 'Measured by', weeks: '{{count}} good weeks in a row', deliverables_one: '{{count}} deliverable frozen with it', deliverables_other: '{{count}} deliverables frozen with it',
    waived: 'waived', waivedHint: 'Does not count until the waiver ends', waive: 'Waive', waiveNamed: 'Waive: {{condition}}', waiveHint: 'The condition does not count until the waiver ends. Votes that were cast lapse: they were cast on other facts.', waiveDays: 'Working days until it ends',
    votes: 'Votes', voteMissing: 'vote missing', noVote: 'no vote', voteLapsed: 'does not count', decider: 'Decides', yourVote: 'Your vote', votedAlready: 'You voted: {{choice}}. Voting again replaces it; the journal keeps both.', voteAs: 'As', choice: 'As {{role}} I say', comment: 'Comment', commentNeeded: 'Comment (a no-go needs one)', castVote: 'Cast the vote', voted: 'The vote was cast',
    decideBy: 'To be decided by {{at}}', withinMonths_one: 'Should be passed within {{count}} month of opening', withinMonths_other: 'Should be passed within {{count}} months of opening', timedOut: 'The time to decide has passed', timedOutHint: 'A deadline that passes never counts as yes. The entry is on hold; resuming it brings a new packet, new votes and a new term.',
    blockedBy: 'In the way of a go ({{count}})', decide: 'Decide', decision: 'Decision', decided: 'Decided. The engine carries it out.', toStage: 'Back to', decisions: 'Decisions', sentBackBecause: 'Sent back: {{why}}', confirm: '{{decision}} for {{entry}}?',
    decisionState: { standing: 'being carried out', 'carried-out': 'carried out', 'sent-back': 'sent back' },
    effect: { go: 'The next stage opens.', conditional_go: 'The next stage opens, with obligations that the next gate needs cleared.', hold: 'All clocks stop.', recycle: 'An earlier stage opens in a new round; this one is kept.', stop: 'The entry ends for good.' },
    notOffered: { verdict: 'Not offered: the verdict is not “passed”.', votes: 'Not offered: votes are missing ({{roles}}).', noFailure: 'Not offered: no condition is known to be unmet.' },
    earlier: 'Earlier packets', rounds: 'Rounds', otherStage: 'This is the gate of the stage {{stage}}.', toCurrent: 'To the current gate',
  },
  obligation: { title: 'Obligations: who owes what by when', text: 'What is owed', owner: 'Owner', dueDays: 'Due in working days', open: 'Obligations', owed: 'Open', overdue: 'Overdue', cleared: 'Cleared', clear: 'Clear' },
} as const;
