import type { BeforeImage, LeftBehind, LeftReason } from '../../contacts/ContactPartReferences.js';

/** A field of one contact, before and after an action set it. */
export interface FieldImage {
  readonly contactId: string;
  readonly was: string | null;
  readonly is: string | null;
}

export interface Applied {
  readonly images: BeforeImage[];
  readonly left: LeftBehind[];
}

export interface Undone {
  readonly count: number;
  readonly left: LeftBehind[];
}

export function toImage({ contactId, was, is }: FieldImage): BeforeImage {
  return { contactId, before: { was, is } };
}

export function fieldImageOf({ contactId, before }: BeforeImage): FieldImage {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { contactId, was: text(before?.['was']), is: text(before?.['is']) };
}

export function leftAs(contactId: string, reason: LeftReason): LeftBehind {
  return { contactId, reason, existingContactId: null };
}
