import { MOST_NOTE_FILES } from '../limits.js';

/** The kinds of entries on a contact's timeline, in the order of `communication_logs.type`. */
export const TIMELINE_TYPES = ['email', 'text', 'call', 'ai', 'stage_change', 'note', 'system'] as const;
export type TimelineType = (typeof TIMELINE_TYPES)[number];

/** What people write themselves. The other types are written by the product. */
export const LOGGED_TYPES = ['note', 'call', 'email', 'text'] as const;
export type LoggedType = (typeof LOGGED_TYPES)[number];

export function isLoggedType(type: TimelineType): type is LoggedType {
  return (LOGGED_TYPES as readonly string[]).includes(type);
}

export const DIRECTIONS = ['outgoing', 'incoming'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const CALL_OUTCOMES = ['connected', 'voicemail', 'noAnswer', 'busy', 'wrongNumber', 'failed', 'cancelled'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** Of a message on its way. The schema names some of them; a report may tell more. */
export const MESSAGE_STATES: readonly string[] = [
  ...['queued', 'sending', 'failed', 'uncertain'],
  ...['sent', 'delivered', 'undelivered', 'opened', 'clicked', 'replied', 'unsubscribed', 'bounced', 'complained'],
];

/** UTF-16 units. */
export const LONGEST_ENTRY_TEXT = 10_000;
/** Of an email that a person logs, and as the timeline shows one that was sent. */
export const LONGEST_SUBJECT = 500;
/** Of what a server said about a message that a person wrote. */
export const LONGEST_REASON = 1_000;
/** Seconds: a day. */
export const LONGEST_CALL = 86_400;
export const MOST_MENTIONS = 50;

/** A file of a note: what is said of it where the note is read. */
export interface NoteFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** The JSON of `communication_logs.content` by type. Keys that the schema does not name are additions; each says what it is for. */
export interface TimelineContents {
  readonly email: {
    readonly subject: string;
    readonly body: string;
    readonly status?: string;
    readonly opened_at?: string;
    /** Addition: who wrote to whom, of an email that a person logged. */
    readonly direction?: Direction;
    /** Addition: why a message that a person wrote here was not sent, or is not sent yet. */
    readonly reason?: string;
    /** Addition: files that went with it. */
    readonly files?: readonly NoteFile[];
    /** Addition: what an answer repeats of the message before it. */
    readonly quoted?: string;
    /** Addition: a program answered, such as one that tells of a vacation. */
    readonly isAutomatic?: boolean;
    /** Addition: the address that an answer came from, where it is another than the one that was written to. */
    readonly from?: string;
  };
  readonly text: {
    readonly message: string;
    readonly status?: string;
    /** Addition, as of an email. */
    readonly direction?: Direction;
    /** Addition, as of an email. */
    readonly reason?: string;
  };
  readonly call: {
    /** Seconds. */
    readonly duration: number;
    readonly notes: string;
    /** Addition: who called whom. */
    readonly direction?: Direction;
    /** Addition; of a call that was made here only once it is over. */
    readonly outcome?: CallOutcome;
    /** Addition: why a call that was made here did not come about. */
    readonly reason?: string;
  };
  readonly stage_change: {
    /** Null: on no stage before. */
    readonly old_list: string | null;
    /** Null: on no stage since. */
    readonly new_list: string | null;
  };
  readonly note: {
    readonly text: string;
    /** Addition: ids of the members whom the note mentions. */
    readonly mentions?: readonly string[];
    /** Addition: files that were put beside the text. */
    readonly files?: readonly NoteFile[];
  };
  readonly ai: { readonly prompt: string; readonly response: string };
  readonly system: {
    readonly message: string;
    /** Addition: what changed consent. */
    readonly source?: string;
    /** Addition: the merge that the entry tells of. */
    readonly mergeId?: string;
  };
}

export interface ContentProblem {
  /** `duration`, `mentions[2]`; empty: the content as a whole. */
  readonly path: string;
  readonly reason: string;
}

export type ContentReading<T extends TimelineType = TimelineType> =
  { readonly content: TimelineContents[T] } | { readonly problem: ContentProblem };

type Check = (value: unknown) => string | { readonly at: string; readonly reason: string } | null;
interface Key {
  readonly check: Check;
  readonly isOptional: boolean;
}

const must = (check: Check): Key => ({ check, isOptional: false });
const may = (check: Check): Key => ({ check, isOptional: true });

const SHAPES: { readonly [T in TimelineType]: { readonly [K in keyof Required<TimelineContents[T]>]: Key } } = {
  email: {
    subject: must(text(LONGEST_ENTRY_TEXT)),
    body: must(text(LONGEST_ENTRY_TEXT)),
    status: may(oneOf(MESSAGE_STATES)),
    opened_at: may(moment),
    direction: may(oneOf(DIRECTIONS)),
    reason: may(text(LONGEST_REASON)),
    files: may(noteFiles),
    quoted: may(text(LONGEST_ENTRY_TEXT)),
    isAutomatic: may(yesOrNo),
    from: may(text(LONGEST_SUBJECT)),
  },
  text: {
    message: must(text(LONGEST_ENTRY_TEXT)),
    status: may(oneOf(MESSAGE_STATES)),
    direction: may(oneOf(DIRECTIONS)),
    reason: may(text(LONGEST_REASON)),
  },
  call: {
    duration: must(seconds),
    notes: must(text(LONGEST_ENTRY_TEXT)),
    direction: may(oneOf(DIRECTIONS)),
    outcome: may(oneOf(CALL_OUTCOMES)),
    reason: may(text(LONGEST_REASON)),
  },
  stage_change: { old_list: must(textOrNull), new_list: must(textOrNull) },
  note: { text: must(text(LONGEST_ENTRY_TEXT)), mentions: may(ids), files: may(noteFiles) },
  ai: { prompt: must(text(LONGEST_ENTRY_TEXT)), response: must(text(LONGEST_ENTRY_TEXT)) },
  system: { message: must(text(LONGEST_ENTRY_TEXT)), source: may(text(100)), mergeId: may(text(100)) },
};

/** Whether an unknown value is the content of an entry of this type. A key that no shape has is a problem: it would be kept and never shown. */
export function readTimelineContent<T extends TimelineType>(type: T, value: unknown): ContentReading<T> {
  if (!isObject(value)) return { problem: { path: '', reason: 'The content must be an object' } };
  const shape = new Map<string, Key>(Object.entries(SHAPES[type]));
  for (const name of Object.keys(value))
    if (!shape.has(name)) return { problem: { path: name, reason: `An entry of the type ${type} has no ${name}` } };
  for (const [name, { check, isOptional }] of shape) {
    if (value[name] === undefined) {
      if (isOptional) continue;
      return { problem: { path: name, reason: `${name} is missing` } };
    }
    const found = check(value[name]);
    if (typeof found === 'string') return { problem: { path: name, reason: `${name} ${found}` } };
    if (found) return { problem: { path: name + found.at, reason: `${name} ${found.reason}` } };
  }
  return { content: value as unknown as TimelineContents[T] };
}

/** The running text of an entry, which is searched and exported: everything that a person wrote or reads there, a line for each. */
export function timelineText(content: Readonly<Record<string, unknown>>): string {
  const names = ['subject', 'body', 'message', 'notes', 'text', 'prompt', 'response', 'old_list', 'new_list'];
  const texts = names.flatMap((name) => (typeof content[name] === 'string' ? [content[name]] : []));
  return [...texts, ...filesOf(content).map(({ name }) => name)].join('\n');
}

/** The files of a note or an email; none of any other entry. */
export function filesOf(content: Readonly<Record<string, unknown>>): readonly NoteFile[] {
  return Array.isArray(content['files']) ? (content['files'] as readonly unknown[]).filter(isNoteFile) : [];
}

function isNoteFile(value: unknown): value is NoteFile {
  return isObject(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string' && Number.isSafeInteger(value['size']);
}

function noteFiles(value: unknown): ReturnType<Check> {
  if (!Array.isArray(value)) return 'must be a list of files';
  if (value.length > MOST_NOTE_FILES) return `may hold at most ${MOST_NOTE_FILES} files`;
  const wrong = value.findIndex((file) => !isNoteFile(file));
  return wrong < 0 ? null : { at: `[${wrong}]`, reason: 'must hold files with id, name and size' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(longest: number): Check {
  return (value) => (typeof value !== 'string' ? 'must be text' : value.length > longest ? `may have at most ${longest} characters` : null);
}

function textOrNull(value: unknown): string | null {
  return value === null || typeof value === 'string' ? null : 'must be text or null';
}

function oneOf(values: readonly string[]): Check {
  return (value) => (typeof value === 'string' && values.includes(value) ? null : `must be one of: ${values.join(', ')}`);
}

function yesOrNo(value: unknown): string | null {
  return typeof value === 'boolean' ? null : 'must be true or false';
}

function seconds(value: unknown): string | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= LONGEST_CALL
    ? null
    : `must be whole seconds, from 0 to ${LONGEST_CALL}`;
}

function moment(value: unknown): string | null {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? null : 'must be a time';
}

function ids(value: unknown): ReturnType<Check> {
  if (!Array.isArray(value)) return 'must be a list of ids';
  if (value.length > MOST_MENTIONS) return `may hold at most ${MOST_MENTIONS} ids`;
  const wrong = value.findIndex((id) => typeof id !== 'string' || id === '');
  return wrong < 0 ? null : { at: `[${wrong}]`, reason: 'must hold ids only' };
}
