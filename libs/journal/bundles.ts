import type { EntityManager } from 'typeorm';
import { bundleHash, makeBundle } from '../playbook/bundle.js';
import type { BundleContent } from '../playbook/bundle-content.js';
import { lint } from '../playbook/lint.js';
import { parseSettings, SettingsRefused, type Settings } from '../playbook/settings.js';
import { Refusal } from '../rules/failures.js';
import { Bundle } from '../persistence/entities/process/record.js';
import { sha256 } from '../persistence/sha256.js';

export type SealedBundle = { readonly hash: string; readonly alias: string; readonly content: BundleContent };

/** Bundles by hash. A sealed bundle never changes, so what was read once is kept. */
export class Bundles {
  private readonly known = new Map<string, BundleContent>();

  async content(em: EntityManager, hash: string): Promise<BundleContent> {
    const known = this.known.get(hash);
    if (known) return known;
    const bundle = await em.findOneBy(Bundle, { hash });
    if (!bundle) throw new Refusal('not-found', { what: `bundle ${hash}` });
    const content = bundle.content as BundleContent;
    this.known.set(hash, content);
    return content;
  }
}

export type Sealing = {
  readonly alias: string; readonly settings: unknown; readonly content: BundleContent; readonly parentHash: string | null; readonly fromEntryId: string | null;
  readonly sealedBy: string; readonly at: string;
};

/** The bundle that settings make of the playbook; `bundle-refused` with the lint's findings when it would fail open. */
export function bundleOf(given: unknown): { settings: Settings; content: BundleContent } {
  const settings = readSettings(given);
  const content = makeBundle(settings);
  const findings = lint(content);
  if (findings.length > 0) {
    throw new Refusal('bundle-refused', { count: findings.length }, findings.map((f) => ({ field: f.path, rule: f.rule, zh: f.message.zh, en: f.message.en })));
  }
  return { settings, content };
}

function readSettings(given: unknown): Settings {
  try {
    return parseSettings(given);
  } catch (error) {
    if (!(error instanceof SettingsRefused)) throw error;
    throw new Refusal('bundle-refused', { count: error.faults.length }, error.faults.map((f) => ({ field: `settings.${f.path}`, rule: 'setting', ...f.rule })));
  }
}

/** Stores a bundle under the hash of its canonical content. Sealing the same content again answers the one that is there. */
export async function seal(em: EntityManager, sealing: Sealing): Promise<SealedBundle & { readonly isNew: boolean }> {
  const { alias, content, settings, parentHash, fromEntryId, sealedBy, at } = sealing;
  const hash = bundleHash(content, sha256);
  const before = await em.findOneBy(Bundle, { hash });
  if (before) return { hash, alias: before.alias, content, isNew: false };
  await em.insert(Bundle, { hash, alias, content: content as never, settings: settings as never, parentHash, fromEntryId, sealedBy, sealedAt: at });
  return { hash, alias, content, isNew: true };
}
