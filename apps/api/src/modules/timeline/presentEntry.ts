import { displayName, isLoggedType, mayActAs } from '@rapport/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { shortText } from '../../platform/http/shortText.js';
import { entryTitle } from './entryTitle.js';
import type { ActivityEntryDto, TimelineEntryDto, TimelineVersionDto } from './TimelineDtos.js';
import type { ActivityRow, TimelineRow, VersionRow } from './timelineTypes.js';

/** UTF-16 units. A note is shown with its first lines; what else an entry holds is short. */
const LONGEST_TEXT = 800;
const LONGEST_TITLE = 300;

export function presentEntry(ctx: WorkspaceContext, row: TimelineRow): TimelineEntryDto {
  const content = storedContent(row.type, row.content);
  return {
    id: row.id,
    contactId: row.contactId,
    type: row.type,
    content,
    isShortened: false,
    status: row.status,
    timestamp: row.timestamp,
    title: entryTitle(row.type, content),
    campaignId: row.campaignId,
    messageId: row.messageId,
    actorId: row.actorId,
    actorName: row.actorName,
    editedAt: row.editedAt,
    mayEdit: isLogged(row) && mayEdit(ctx, row),
  };
}

/** In a list, which shows many: a note may be pages long. */
export function presentShortened(ctx: WorkspaceContext, row: TimelineRow): TimelineEntryDto {
  const entry = presentEntry(ctx, row);
  return { ...entry, ...shortened(entry.content), title: shortText(entry.title, LONGEST_TITLE) };
}

function shortened(content: Record<string, unknown>): { content: Record<string, unknown>; isShortened: boolean } {
  const short = Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, typeof value === 'string' ? shortText(value, LONGEST_TEXT) : value]),
  );
  return { content: short, isShortened: Object.keys(short).some((key) => short[key] !== content[key]) };
}

export function presentActivity(ctx: WorkspaceContext, row: ActivityRow): ActivityEntryDto {
  const contactName = displayName({
    firstName: row.contactFirstName,
    lastName: row.contactLastName,
    primaryEmail: row.contactEmail,
    primaryPhone: row.contactPhone,
    company: row.contactCompany,
  });
  return { ...presentShortened(ctx, row), contactName };
}

export function presentVersion(type: TimelineRow['type'], row: VersionRow): TimelineVersionDto {
  const { id, timestamp, replacedAt, replacedByName } = row;
  return { id, content: storedContent(type, row.content), isShortened: false, timestamp, replacedAt, replacedByName };
}

export function presentShortVersion(type: TimelineRow['type'], row: VersionRow): TimelineVersionDto {
  const version = presentVersion(type, row);
  return { ...version, ...shortened(version.content) };
}

/** Whether a member wrote it by hand: what a campaign sent is a record. */
export function isLogged({ type, campaignId, messageId }: Pick<TimelineRow, 'type' | 'campaignId' | 'messageId'>): boolean {
  return isLoggedType(type) && campaignId === null && messageId === null;
}

export function mayEdit(ctx: WorkspaceContext, { actorId }: Pick<TimelineRow, 'actorId'>): boolean {
  if (mayActAs(ctx.role, 'admin')) return true;
  return mayActAs(ctx.role, 'author') && actorId !== null && actorId === actorUserId(ctx);
}

/** What is stored, as an object whatever an older version wrote: a text message once had the keys of an email. */
export function storedContent(type: TimelineRow['type'], json: string): Record<string, unknown> {
  const stored = JSON.parse(json) as unknown;
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  const content = stored as Record<string, unknown>;
  if (type !== 'text' || content['message'] !== undefined) return content;
  const { subject: _subject, body, ...rest } = content;
  return { ...rest, message: body ?? '' };
}
