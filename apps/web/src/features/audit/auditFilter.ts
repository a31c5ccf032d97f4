/** What the address of the page keeps; each empty when it is not asked for. */
export const noFilter = { actor: '', action: '', entityType: '', entityId: '', since: '', before: '' };
export type AuditFilter = Readonly<Record<keyof typeof noFilter, string>>;

const ACTOR_TYPES = ['user', 'key', 'job', 'public', 'system'] as const;
type ActorType = (typeof ACTOR_TYPES)[number];

export interface AuditQuery {
  actorType?: ActorType;
  actorId?: string;
  action?: string;
  entityType?: string;
  entityId?: string;
  from?: string;
  to?: string;
}

/** `actor` is a kind (`job`), or a kind and an id (`user:…`). Days are days where the reader is. */
export function queryOf({ actor, action, entityType, entityId, since, before }: AuditFilter): AuditQuery {
  const [type, actorId] = actor.split(':');
  const actorType = ACTOR_TYPES.find((known) => known === type);
  const [from, to] = [startOfDay(since), startOfDay(before)];
  return {
    ...(actorType ? { actorType } : {}),
    ...(actorId ? { actorId } : {}),
    ...(action ? { action } : {}),
    ...(entityType ? { entityType } : {}),
    ...(entityId ? { entityId } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

export function isFiltered(filter: AuditFilter): boolean {
  return Object.values(filter).some(Boolean);
}

function startOfDay(day: string): string | null {
  const date = new Date(`${day}T00:00:00`);
  return day && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}

/** What people look for, by how actions begin. */
export const ACTION_GROUPS: readonly { value: string; label: string }[] = [
  { value: 'contact.', label: 'Contacts' },
  { value: 'consent.', label: 'Unsubscribing and consent' },
  { value: 'list.', label: 'Lists' },
  { value: 'segment.', label: 'Segments' },
  { value: 'customField.', label: 'Contact fields' },
  { value: 'import.', label: 'Imports' },
  { value: 'template.', label: 'Templates' },
  { value: 'campaign.', label: 'Campaigns' },
  { value: 'sender.', label: 'Sender' },
  { value: 'mailLab.', label: 'Mail lab' },
  { value: 'member.', label: 'Members' },
  { value: 'invitation.', label: 'Invitations' },
  { value: 'apiKey.', label: 'API keys' },
  { value: 'workspace.', label: 'Workspace' },
  { value: 'access.', label: 'Refusals' },
  { value: 'audit.', label: 'Audit log' },
];
