import { type KnownMemberships, type Memberships, NO_NAMES, type PlacedContact } from './PlacedContact.js';
import type { IntakeChange, IntakePlan, IntakeRow } from './intakeTypes.js';

const NOWHERE: Memberships = { lists: NO_NAMES, stageId: null, joined: NO_NAMES };

export function membershipsOf(known: KnownMemberships | undefined): Memberships {
  return known ? { lists: new Set(known.lists), stageId: known.stageId, joined: NO_NAMES } : NOWHERE;
}

/** Puts a contact on the lists of its row, and on its stage: the row wins, unless only what is empty is to be filled. */
export function takeLists(contact: PlacedContact, row: IntakeRow, { listNames = {}, updatePolicy }: IntakePlan): IntakeChange[] {
  const { listIds = [], stageId = null } = row;
  if (listIds.length === 0 && stageId === null) return [];
  const changes: IntakeChange[] = [];
  const lists = new Set(contact.memberships.lists);
  const joined = new Set(contact.memberships.joined);
  for (const id of listIds) {
    if (lists.has(id)) continue;
    lists.add(id);
    joined.add(id);
    changes.push({ field: 'lists', from: null, to: listNames[id] ?? null });
  }
  const from = contact.memberships.stageId;
  const moves = stageId !== null && stageId !== from && (from === null || updatePolicy !== 'fillEmpty');
  if (moves) {
    if (from !== null) joined.delete(from);
    joined.add(stageId);
    changes.push({ field: 'stage', from: from === null ? null : (listNames[from] ?? null), to: listNames[stageId] ?? null });
  }
  contact.memberships = { lists, stageId: moves ? stageId : from, joined };
  return changes;
}
