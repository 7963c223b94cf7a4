import { z } from 'zod';
import type { DossierView, VerificationView } from '../../../libs/contracts/views.js';
import { verifyDossier as recheck } from '../../../libs/journal/dossier.js';
import { readText } from '../json-argument.js';

/** As much of the shape as the check walks through; the hashes say the rest. */
const Shape = z.looseObject({
  format: z.literal('beachhead-dossier/1'), entry: z.looseObject({ id: z.string(), version: z.number() }), bundle: z.looseObject({ hash: z.string(), content: z.unknown() }),
  journal: z.array(z.looseObject({ seq: z.number(), at: z.string(), kind: z.string(), actor: z.looseObject({ id: z.string() }), hash: z.string(), previousHash: z.string() })),
  packets: z.array(z.looseObject({ hash: z.string() })), deliverables: z.array(z.looseObject({ contentHash: z.string() })),
});

/** Re-checks an exported dossier with nothing but the file. */
export function verifyDossier(path: string): VerificationView {
  const broken = (why: string): VerificationView => ({ lines: 0, verified: false, brokenAt: null, why });
  let content: unknown;
  try {
    content = JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof SyntaxError) return broken('the file is not JSON: it was cut or is something else');
    throw error;
  }
  const parsed = Shape.safeParse(content);
  if (!parsed.success) return broken(`not a dossier: ${parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 5).join(', ')}`);
  return recheck(content as DossierView);
}
