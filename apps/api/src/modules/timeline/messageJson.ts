import { LONGEST_REASON, LONGEST_SUBJECT, readTimelineContent } from '@rapport/common';
import { shortText } from '../../platform/http/shortText.js';
import { contentJson } from './contentJson.js';

/**
 * The stored content of a message that was accepted. A text message has no subject. A subject that merge tags made endless is cut, or the
 * answer of the provider could not be written.
 */
export function sentMessageJson(channel: 'email' | 'text', subject: string, preview: string): string {
  return channel === 'email'
    ? contentJson('email', { subject: shortText(subject, LONGEST_SUBJECT), body: preview, status: 'sent' })
    : contentJson('text', { message: preview, status: 'sent' });
}

/** The stored content after a report; `openedAt` when it tells of an opening, of which the first is kept. `reason` null: it has none any more. */
export function reportedMessageJson(
  channel: 'email' | 'text',
  json: string,
  report: { status: string; openedAt: string | null; reason?: string | null },
): string {
  const stored = JSON.parse(json) as Record<string, unknown>;
  const opened = channel === 'email' && report.openedAt !== null ? { opened_at: stored['opened_at'] ?? report.openedAt } : {};
  const reason = report.reason === undefined ? {} : { reason: shortReason(report.reason) };
  const reading = readTimelineContent(channel, { ...stored, ...opened, ...reason, status: report.status });
  // An entry of an older version may have another shape: it keeps what it says, and its state is a column too.
  return 'content' in reading ? JSON.stringify(reading.content) : json;
}

function shortReason(reason: string | null): string | undefined {
  return reason === null ? undefined : shortText(reason, LONGEST_REASON);
}
