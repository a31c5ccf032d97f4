import type { BeforeImage } from '../contacts/ContactPartReferences.js';
import type { ContactFields } from '../contacts/public.js';
import type { PlacedContact } from './PlacedContact.js';

type Change = readonly [before: string | null, after: string | null];

/** What undoing an intake needs to know of one contact. What is there by then is compared with `after`: a later change stays. */
export interface IntakeImage {
  /** The intake made it: nothing else is told of it. */
  readonly isCreated?: boolean;
  readonly fields?: Readonly<Partial<Record<keyof ContactFields, Change>>>;
  /** Keys of the phone number, when it was changed. */
  readonly phone?: Change;
  /** Custom values by field name. */
  readonly values?: Readonly<Record<string, Change>>;
  /** Keys of the further addresses and numbers that were added. */
  readonly points?: readonly string[];
  /** It was put on the list; the stage that it was on before. */
  readonly listed?: { readonly stageId: string | null };
  /** Lists and stages of its rows that it was put on, in this order; with each the stage that it was on before. */
  readonly lists?: Readonly<Record<string, { readonly stageId: string | null }>>;
}

/** Someone who was put on a list of their row. */
export interface JoinedList {
  readonly listId: string;
  readonly image: BeforeImage;
}

/** One image for each contact that was changed or put on the list, and was there before the intake. */
export function imagesOf(
  updated: readonly PlacedContact[],
  listed: readonly BeforeImage[],
  joined: readonly JoinedList[] = [],
): BeforeImage[] {
  const images = new Map<string, IntakeImage>();
  for (const contact of updated) images.set(contact.id, changeOf(contact));
  for (const { contactId, before } of listed) images.set(contactId, { ...images.get(contactId), listed: { stageId: stageIn(before) } });
  for (const { listId, image } of joined) {
    const own = images.get(image.contactId);
    images.set(image.contactId, { ...own, lists: { ...own?.lists, [listId]: { stageId: stageIn(image.before) } } });
  }
  return [...images].map(([contactId, image]) => ({ contactId, before: { ...image } }));
}

/** Of a contact that several steps have changed: from before the first of them to behind the last. */
export function mergeImages({ contactId, before }: BeforeImage, later: BeforeImage): BeforeImage {
  const [first, next] = [imageIn(before), imageIn(later.before)];
  const phone = joined(first.phone, next.phone);
  const listed = first.listed ?? next.listed;
  const merged: IntakeImage = {
    fields: joinedAll(first.fields ?? {}, next.fields ?? {}),
    values: joinedAll(first.values ?? {}, next.values ?? {}),
    points: [...(first.points ?? []), ...(next.points ?? [])],
    ...(phone ? { phone } : {}),
    ...(listed ? { listed } : {}),
    ...(first.lists || next.lists ? { lists: { ...first.lists, ...withoutKnown(next.lists, first.lists) } } : {}),
  };
  return { contactId, before: { ...merged } };
}

export function imageIn(before: BeforeImage['before']): IntakeImage {
  return (before ?? {}) as IntakeImage;
}

function stageIn(before: BeforeImage['before']): string | null {
  return typeof before?.['stageId'] === 'string' ? before['stageId'] : null;
}

function withoutKnown(lists: IntakeImage['lists'] = {}, known: IntakeImage['lists'] = {}): NonNullable<IntakeImage['lists']> {
  return Object.fromEntries(Object.entries(lists).filter(([listId]) => !(listId in known)));
}

function changeOf({ found, fields, keys, newPoints, newValues, oldValues }: PlacedContact): IntakeImage {
  const before = found?.fields ?? fields;
  const changed = (Object.keys(fields) as (keyof ContactFields)[]).filter((field) => before[field] !== fields[field]);
  return {
    fields: Object.fromEntries(changed.map((field) => [field, [before[field], fields[field]]])),
    values: Object.fromEntries([...newValues].map(([name, value]) => [name, [oldValues.get(name) ?? null, value]])),
    points: newPoints.map(({ key }) => key),
    ...(found && found.phoneE164 !== keys.phoneE164 ? { phone: [found.phoneE164, keys.phoneE164] } : {}),
  };
}

function joinedAll<K extends string>(first: Partial<Record<K, Change>>, later: Partial<Record<K, Change>>): Record<string, Change> {
  const all: Record<string, Change> = { ...(first as Record<string, Change>) };
  for (const [name, change] of Object.entries(later) as [string, Change][]) all[name] = joined(all[name], change) ?? change;
  return all;
}

function joined(first: Change | undefined, later: Change | undefined): Change | undefined {
  return first && later ? [first[0], later[1]] : (first ?? later);
}
