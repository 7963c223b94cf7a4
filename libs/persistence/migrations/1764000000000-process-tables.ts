import type { MigrationInterface, QueryRunner } from 'typeorm';
import { columnKinds } from '../columns.js';
import { createTables, dropTables, setDatabaseCollation, type TableSpec } from './tables.js';

/** What an entry is made of: stages, tasks, deliverables, gates, people, the journal and the outboxes. */
export class ProcessTables1764000000000 implements MigrationInterface {
  readonly name = 'ProcessTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await setDatabaseCollation(runner);
    await createTables(runner, [...entryTables(runner), ...gateTables(runner), ...peopleTables(runner), ...recordTables(runner)]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [...entryTables(runner), ...gateTables(runner), ...peopleTables(runner), ...recordTables(runner)]);
  }
}

const optional = { nullable: true };

function entryTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'entry',
      columns: [
        c.id(), c.line('name', 160), c.ref('marketId', optional), c.key('state', 12), c.key('stage', 20), c.int('round'), c.key('phase', 12),
        c.ref('stageRunId', optional), c.int('version'), c.hash('bundleHash'), c.key('cohort', 60), c.key('timeZone', 40), c.key('currency', 3),
        c.instant('heldAt', optional), c.line('heldReason', 1000, optional), c.instant('endedAt', optional), c.line('endReason', 1000, optional),
        c.ref('fromEntryId', optional), c.hash('fromBundleHash', optional), c.ref('createdBy'), c.instant('createdAt'), c.instant('updatedAt'),
      ],
      index: [['cohort', 'state', 'id'], ['updatedAt'], ['marketId'], ['fromEntryId']],
    },
    { name: 'candidate', columns: [c.primary(c.ref('entryId')), c.primary(c.ref('marketId')), c.int('position')] },
    {
      name: 'stage_run',
      columns: [
        c.id(), c.ref('entryId'), c.key('stage', 20), c.int('round'), c.key('state', 12), c.instant('openedAt'), c.instant('closedAt', optional),
        c.int('packetNumber', { default: '0' }), c.ref('packetId', optional), c.instant('staleAt', optional),
      ],
      unique: [['entryId', 'stage', 'round']],
    },
    {
      name: 'task_run',
      columns: [
        c.id(), c.ref('entryId'), c.ref('stageRunId'), c.key('taskKey', 60), c.key('role', 20), c.ref('assigneeId', optional), c.key('state', 12),
        c.instant('dueAt'), c.instant('completedAt', optional), c.ref('completedBy', optional), c.line('note', 2000, optional),
      ],
      unique: [['stageRunId', 'taskKey']],
      index: [['entryId']],
    },
    {
      name: 'deliverable',
      columns: [
        c.id(), c.ref('entryId'), c.ref('stageRunId'), c.key('deliverableKey', 60), c.key('item', 120, { default: '' }), c.int('version'), c.key('state', 12),
        c.json('content'), c.hash('contentHash'), c.ref('handedInBy'), c.instant('handedInAt'), c.ref('reviewedBy', optional),
        c.instant('reviewedAt', optional), c.line('reviewNote', 2000, optional),
      ],
      unique: [['stageRunId', 'deliverableKey', 'item', 'version']],
      index: [['entryId', 'deliverableKey']],
    },
  ];
}

function gateTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'reading',
      columns: [
        c.id(), c.ref('entryId'), c.key('kpi', 60), c.ref('sourceId'), c.key('week', 8, { default: '' }), c.day('asOf'), c.decimal('numerator', optional),
        c.decimal('denominator', optional), c.decimal('value', optional), c.key('met', 8, optional), c.key('colour', 8), c.hash('bundleHash'),
      ],
      unique: [['entryId', 'kpi', 'sourceId']],
      index: [['entryId', 'week']],
    },
    {
      name: 'gate_packet',
      columns: [
        c.id(), c.ref('entryId'), c.ref('stageRunId'), c.int('number'), c.key('state', 12), c.key('verdict', 12), c.json('conditions'), c.json('deliverables'),
        c.hash('hash'), c.instant('frozenAt'), c.instant('votesAskedAt', optional), c.line('lapsedBecause', 400, optional),
      ],
      unique: [['stageRunId', 'number']],
      index: [['entryId']],
    },
    {
      name: 'vote',
      columns: [
        c.id(), c.ref('entryId'), c.ref('packetId'), c.hash('packetHash'), c.ref('personId'), c.key('role', 20), c.key('choice', 8), c.line('comment', 2000), c.instant('at'),
      ],
      unique: [['packetId', 'personId', 'role']],
      index: [['entryId']],
    },
    {
      name: 'decision',
      columns: [
        c.id(), c.ref('entryId'), c.ref('stageRunId'), c.ref('packetId'), c.key('kind', 14), c.key('state', 12), c.ref('terminalKey', optional),
        c.line('reason', 2000), c.ref('marketId', optional), c.key('toStage', 20, optional), c.ref('decidedBy'), c.instant('at'),
        c.line('sentBackBecause', 1000, optional),
      ],
      unique: [['terminalKey']],
      index: [['entryId']],
    },
    {
      name: 'obligation',
      columns: [
        c.id(), c.ref('entryId'), c.ref('decisionId'), c.key('condition', 60), c.line('text', 1000), c.ref('ownerId'), c.instant('dueAt'),
        c.instant('clearedAt', optional), c.ref('clearedBy', optional), c.line('clearedNote', 2000, optional),
      ],
      index: [['entryId']],
    },
    {
      name: 'waiver',
      columns: [
        c.id(), c.ref('entryId'), c.ref('stageRunId'), c.key('condition', 60), c.line('reason', 2000), c.ref('grantedBy'), c.instant('at'), c.instant('expiresAt'),
      ],
      index: [['entryId']],
    },
    {
      name: 'review',
      columns: [c.id(), c.ref('entryId'), c.key('week', 8), c.day('asOf'), c.key('stage', 20), c.instant('at'), c.json('summary')],
      unique: [['entryId', 'week']],
    },
    {
      name: 'sweep',
      columns: [
        c.id(), c.key('cohort', 60), c.key('week', 8), c.ref('requestedBy'), c.instant('at'), c.instant('finishedAt', optional),
        c.int('reviewed', { default: '0' }), c.int('skipped', { default: '0' }),
      ],
      index: [['cohort']],
    },
  ];
}

function peopleTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'person',
      columns: [
        c.id(), c.key('login', 80), c.line('name', 120), c.line('passwordHash', 200, optional), c.flag('admin'), c.flag('active', true),
        c.key('language', 8, { default: 'zh' }), c.instant('createdAt'),
      ],
      unique: [['login']],
    },
    {
      name: 'role_assignment',
      columns: [c.id(), c.ref('personId'), c.key('role', 20), c.key('marketId', 36, { default: '*' }), c.day('untilDay', optional)],
      unique: [['personId', 'role', 'marketId']],
      index: [['personId']],
    },
    {
      name: 'token',
      columns: [
        c.id(), c.ref('personId'), c.key('kind', 10), c.hash('secretHash'), c.line('name', 120), c.json('scopes'), c.instant('createdAt'), c.instant('expiresAt'),
        c.instant('revokedAt', optional),
      ],
      unique: [['secretHash']],
      index: [['personId']],
    },
  ];
}

function recordTables(runner: QueryRunner): TableSpec[] {
  const c = columnKinds(runner);
  return [
    {
      name: 'bundle',
      columns: [
        c.primary(c.hash('hash')), c.line('alias', 120), c.json('content'), c.json('settings'), c.hash('parentHash', optional),
        c.ref('fromEntryId', optional), c.ref('sealedBy'), c.instant('sealedAt'),
      ],
    },
    {
      name: 'journal_line',
      columns: [
        c.primary(c.key('chain', 110)), c.primary(c.int('seq')), c.instant('at'), c.ref('actorId'), c.key('kind', 40), c.json('data'),
        c.hash('previousHash'), c.hash('hash'),
      ],
    },
    { name: 'command', columns: [c.id(), c.key('kind', 40), c.ref('actorId'), c.hash('bodyHash'), c.json('answer'), c.instant('at')] },
    {
      name: 'wake',
      columns: [
        c.primary(c.key('workflowId', 120)), c.key('workflow', 40), c.json('args'), c.int('version'), c.int('sentVersion', { default: '0' }),
        c.int('pending', { default: '1' }), c.instant('updatedAt'),
      ],
      index: [['pending', 'updatedAt']],
    },
    {
      name: 'deadline',
      columns: [
        c.id(), c.ref('entryId'), c.ref('stageRunId'), c.key('subject', 12), c.ref('subjectId'), c.key('step', 10), c.instant('at'), c.key('state', 10),
        c.instant('firedAt', optional),
      ],
      index: [['entryId', 'state', 'at']],
    },
    {
      name: 'notification',
      columns: [
        c.id(), c.ref('personId', optional), c.key('role', 20, optional), c.ref('entryId', optional), c.key('kind', 40), c.json('data'), c.instant('at'),
      ],
      index: [['personId', 'at'], ['role', 'at']],
    },
    {
      name: 'stored_file',
      columns: [c.id(), c.line('name', 200), c.key('mediaType', 100), c.int('size'), c.hash('hash'), c.bytes('bytes'), c.ref('storedBy'), c.instant('storedAt')],
    },
  ];
}
