import { makeBundle } from '../../libs/playbook/bundle.js';
import { lint } from '../../libs/playbook/lint.js';
import { parseSettings, SettingsRefused } from '../../libs/playbook/settings.js';

type Found = { readonly path: string; readonly rule: string; readonly message: { readonly zh: string; readonly en: string } };

/** What would be found if these settings were sealed: the very checks that the server makes. */
export function lintSettings(given: unknown): readonly Found[] {
  try {
    return lint(makeBundle(parseSettings(given)));
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    return error.faults.map(({ path, rule }) => ({ path: `settings.${path}`, rule: 'setting', message: rule }));
  }
}
