import type { EntityManager } from 'typeorm';
import { BundleRefused, makeBundle, seal, type SealedBundle } from '../playbook/bundle.js';
import type { BundleContent } from '../playbook/bundle-content.js';
import { parseSettings, SettingsRefused, type Settings } from '../playbook/settings.js';
import { Refusal } from '../rules/failures.js';
import { Bundle } from '../persistence/entities/process/record.js';
import { sha256 } from '../persistence/sha256.js';

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

/** The bundle that settings make of the playbook; `bundle-refused` with every fault of the settings, or with what the lint finds. */
export function bundleOf(given: unknown): { settings: Settings; sealed: SealedBundle } {
  try {
    const settings = parseSettings(given);
    return { settings, sealed: seal(makeBundle(settings), sha256) };
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof SettingsRefused) {
    return new Refusal('bundle-refused', { count: error.faults.length }, error.faults.map((f) => ({ field: `settings.${f.path}`, rule: 'setting', ...f.rule })));
  }
  if (!(error instanceof BundleRefused)) return error;
  return new Refusal('bundle-refused', { count: error.findings.length }, error.findings.map((f) => ({ field: f.path, rule: f.rule, zh: f.message.zh, en: f.message.en })));
}

export type Storing = {
  readonly alias: string; readonly settings: unknown; readonly sealed: SealedBundle; readonly parentHash: string | null; readonly fromEntryId: string | null;
  readonly sealedBy: string; readonly at: string;
};

/** Stores a bundle under the hash of its canonical content. The same content again answers the one that is there. */
export async function storeBundle(em: EntityManager, storing: Storing): Promise<{ readonly hash: string; readonly alias: string; readonly isNew: boolean }> {
  const { alias, sealed: { hash, content }, settings, parentHash, fromEntryId, sealedBy, at } = storing;
  const before = await em.findOneBy(Bundle, { hash });
  if (before) return { hash, alias: before.alias, isNew: false };
  await em.insert(Bundle, { hash, alias, content: content as never, settings: settings as never, parentHash, fromEntryId, sealedBy, sealedAt: at });
  return { hash, alias, isNew: true };
}
