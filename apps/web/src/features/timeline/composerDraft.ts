import { type NoteFile, readWallTime } from '@rapport/common';
import { shownTimeZone } from '../../shared/format/format';
import type { NewEntry } from './timelineQueries';

export type EntryTab = 'note' | 'email' | 'text' | 'call';

/** Everything that is being written about one contact; each tab keeps its own. */
export interface ComposerDraft {
  readonly tab: EntryTab | 'reminder';
  readonly note: string;
  /** Members who were chosen while writing the note: name by id. */
  readonly mentioned: Readonly<Record<string, string>>;
  /** Uploaded already. */
  readonly files: readonly NoteFile[];
  readonly subject: string;
  readonly body: string;
  readonly message: string;
  readonly notes: string;
  /** As typed. */
  readonly minutes: string | number;
  readonly direction: 'outgoing' | 'incoming';
  readonly outcome: 'connected' | 'voicemail' | 'noAnswer' | 'busy' | 'wrongNumber';
  /** `2026-11-24T09:00` on the clocks that the page shows; empty: now. */
  readonly at: string;
}

export const BLANK_DRAFT: ComposerDraft = {
  tab: 'note',
  note: '',
  mentioned: {},
  files: [],
  subject: '',
  body: '',
  message: '',
  notes: '',
  minutes: '',
  direction: 'outgoing',
  outcome: 'connected',
  at: '',
};

/** What the tab that is open would log; null while there is nothing to log. */
export function entryOf(draft: ComposerDraft): NewEntry | null {
  const at = draft.at === '' ? {} : { at: readWallTime(draft.at, shownTimeZone()).instant.toISOString() };
  const { direction, outcome } = draft;
  switch (draft.tab) {
    case 'note': {
      const text = draft.note.trim();
      const fileIds = draft.files.map(({ id }) => id);
      if (text === '' && fileIds.length === 0) return null;
      return { type: 'note', text, ...mentionsIn(text, draft.mentioned), ...(fileIds.length > 0 ? { fileIds } : {}), ...at };
    }
    case 'email': {
      const [subject, body] = [draft.subject.trim(), draft.body.trim()];
      return subject === '' && body === '' ? null : { type: 'email', direction, subject, body, ...at };
    }
    case 'text': {
      const message = draft.message.trim();
      return message === '' ? null : { type: 'text', direction, message, ...at };
    }
    case 'call':
      return { type: 'call', direction, outcome, duration: Math.round(Number(draft.minutes || 0) * 60), notes: draft.notes.trim(), ...at };
    case 'reminder':
      return null;
  }
}

/** The draft after its tab was sent: the other tabs keep what they hold. */
export function sentDraft(draft: ComposerDraft): Partial<ComposerDraft> {
  const { tab } = draft;
  const own: Partial<ComposerDraft> =
    tab === 'note'
      ? { note: '', mentioned: {}, files: [] }
      : tab === 'email'
        ? { subject: '', body: '' }
        : tab === 'text'
          ? { message: '' }
          : { notes: '', minutes: '', outcome: 'connected' };
  return { ...own, direction: 'outgoing', at: '' };
}

/** A member who is mentioned no more, because their name was deleted from the text, is not told. */
function mentionsIn(text: string, mentioned: ComposerDraft['mentioned']): { mentions?: string[] } {
  const ids = Object.entries(mentioned).flatMap(([id, name]) => (text.includes(`@${name}`) ? [id] : []));
  return ids.length > 0 ? { mentions: ids } : {};
}

/** What is typed after the last @ before the caret; null when no mention is being typed. */
export function mentionBefore(text: string, caret: number): string | null {
  return /(?:^|\s)@([^@\n]{0,40})$/u.exec(text.slice(0, caret))?.[1] ?? null;
}
