import type { KnownMemberships, Memberships, PlacedContact } from './PlacedContact.js';
import type { IntakeChange, IntakePlan, IntakeRow } from './intakeTypes.js';

export function membershipsOf(known: KnownMemberships | undefined): Memberships {
  return { lists: new Set(known?.lists), stageId: known?.stageId ?? null, joined: new Set() };
}

/** Puts a contact on the lists of its row, and on its stage: the row wins, unless only what is empty is to be filled. */
export function takeLists({ memberships }: PlacedContact, row: IntakeRow, { listNames = {}, updatePolicy }: IntakePlan): IntakeChange[] {
  const changes: IntakeChange[] = [];
  for (const id of row.listIds ?? []) {
    if (memberships.lists.has(id)) continue;
    memberships.lists.add(id);
    memberships.joined.add(id);
    changes.push({ field: 'lists', from: null, to: listNames[id] ?? null });
  }
  const { stageId = null } = row;
  const from = memberships.stageId;
  if (stageId === null || stageId === from || (from !== null && updatePolicy === 'fillEmpty')) return changes;
  if (from !== null) memberships.joined.delete(from);
  memberships.stageId = stageId;
  memberships.joined.add(stageId);
  return [...changes, { field: 'stage', from: from === null ? null : (listNames[from] ?? null), to: listNames[stageId] ?? null }];
}
