import type { NoteFile } from '@rapport/common';
import type { MessageContent, NewMessage } from './messageQueries';

/** An email that is being written to one contact; it is kept until it is sent. */
export interface EmailDraft {
  /** Empty: the primary address. */
  readonly to: string;
  /** Empty: the active sender. */
  readonly senderId: string;
  readonly subject: string;
  readonly bodyHtml: string;
  readonly repliesToMe: boolean;
  readonly files: readonly NoteFile[];
}

export const BLANK_EMAIL: EmailDraft = { to: '', senderId: '', subject: '', bodyHtml: '', repliesToMe: false, files: [] };

export function hasText({ subject, bodyHtml }: Pick<EmailDraft, 'subject' | 'bodyHtml'>): boolean {
  return subject.trim() !== '' || bodyHtml.replace(/<[^<>]*>|&nbsp;|\s/g, '') !== '';
}

export function contentOf({ to, subject, bodyHtml, repliesToMe }: EmailDraft): MessageContent {
  return { ...(to === '' ? {} : { to }), subject, bodyHtml, ...(repliesToMe ? { repliesToMe } : {}) };
}

/** What is answered: an entry of the timeline. */
export interface Answered {
  readonly entryId: string;
  readonly subject: string | null;
}

const IS_ANSWER = /^\s*(?:re|aw|antw|sv|vs|res|rif|odp)\s*(?:\[\d+\])?\s*:/iu;

/** The subject of an answer. What a stranger wrote there never becomes a merge tag. */
export function answerSubject(subject: string | null): string {
  const plain = (subject ?? '').replace(/\{(?=[{%])/g, '{ ').trim();
  return plain === '' || IS_ANSWER.test(plain) ? plain : `Re: ${plain}`;
}

export function messageOf(draft: EmailDraft, answered: Answered | null): NewMessage {
  return {
    ...(answered && { answerTo: answered.entryId }),
    ...contentOf(draft),
    ...(draft.senderId === '' ? {} : { senderAccountId: draft.senderId }),
    ...(draft.files.length > 0 ? { fileIds: draft.files.map(({ id }) => id) } : {}),
  };
}
