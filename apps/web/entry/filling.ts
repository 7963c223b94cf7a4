import type { DeliverableView } from '../../../libs/contracts/views.js';
import type { Fields } from '../../../libs/playbook/define-form.js';
import type { DocumentDraft } from '../forms/document-editor.js';
import { checkDraft, draftOf, type Draft, type Faults } from '../forms/form-value.js';
import { both } from '../language/i18n.js';

/** A deliverable while it is being filled: its form or its document, which of several it is, and what is wrong with it. */
export type Filling = { readonly item: string; readonly draft: Draft; readonly document: DocumentDraft; readonly faults: Faults };

/** The name by which `If-Match` calls a version: the hash of its content. */
export function etagOf(hash: string): string {
  return `"${hash}"`;
}

export function filledFrom(deliverable: DeliverableView, item: string | null, content: unknown): Filling {
  const fields = deliverable.form?.fields as Fields | undefined;
  return { item: item ?? '', draft: fields ? draftOf(fields, content) : {}, document: documentOf(content), faults: {} };
}

type StoredFile = { readonly id: string; readonly name?: string; readonly size?: number };

/** `{ text, fileIds }`, or with the files described. */
export function documentOf(content: unknown): DocumentDraft {
  const { text, fileIds, files } = (content ?? {}) as { text?: string | null; fileIds?: string[]; files?: StoredFile[] };
  const stored: readonly StoredFile[] = files ?? (fileIds ?? []).map((id) => ({ id }));
  return { text: text ?? '', files: stored.map(({ id, name, size }) => ({ id, name: name ?? id.slice(0, 8), size: size ?? null })) };
}

export function checked(deliverable: DeliverableView, filling: Filling): Filling {
  const named: Faults = deliverable.many && filling.item.trim() === '' ? { item: both('fault.required') } : {};
  if (!deliverable.form) {
    const empty = filling.document.text.trim() === '' && filling.document.files.length === 0;
    return { ...filling, faults: { ...named, ...(empty && { text: both('fault.document') }) } };
  }
  const result = checkDraft(deliverable.form.fields as Fields, filling.draft);
  return { ...filling, faults: { ...named, ...('faults' in result ? result.faults : {}) } };
}

/** The filling with its form changed. A new item about a market is named by the market's code, until somebody names it otherwise. */
export function withDraft(filling: Filling, draft: Draft, fixedItem: string | null): Filling {
  const market = draft['market'];
  const named = fixedItem === null && typeof market === 'string' && (filling.item === '' || filling.item === filling.draft['market']);
  return { ...filling, draft, ...(named && { item: market }) };
}

/** Of a filling without faults. */
export function contentOf(filling: Filling): Record<string, unknown> {
  if (Object.keys(filling.draft).length > 0) return { ...filling.draft };
  const text = filling.document.text.trim();
  return { ...(text !== '' && { text }), fileIds: filling.document.files.map((file) => file.id) };
}
