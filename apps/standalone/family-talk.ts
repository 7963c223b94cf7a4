import type { ProcessMark } from './processes.js';

/** What the app tells its supervisor. */
export type FromApp =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'port-taken'; readonly port: number };

/** What the supervisor tells the app: which engine to take along when the supervisor is gone. */
export type ToApp = { readonly kind: 'engine'; readonly mark: ProcessMark | null };
