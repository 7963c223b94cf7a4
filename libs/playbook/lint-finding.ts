import type { Text } from './define-form.js';

/** One fault. `path` names the place in the bundle, `stages.launch.gate.conditions.distributed`. */
export type Finding = { readonly rule: LintRule; readonly path: string; readonly message: Text };

export type LintRule =
  | 'stages' | 'gate-without-criteria' | 'condition-without-tests' | 'no-data-source' | 'no-signer' | 'unknown-role' | 'never-fails' | 'never-passes'
  | 'no-target' | 'wrong-unit' | 'not-a-number' | 'weeks' | 'cyclic-tasks' | 'unknown-task' | 'unknown-deliverable' | 'undelivered' | 'due-days'
  | 'ladder' | 'within-months' | 'nobody-accepts' | 'form-differs' | 'weights' | 'parameter';
