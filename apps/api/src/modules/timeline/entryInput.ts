import { filesOf, type LoggedType, type NoteFile, readTimelineContent, type TimelineContents } from '@rapport/common';
import { emptyEntry, filesOfNotes, wrongContent } from './timelineErrors.js';
import type { EditEntryDto } from './TimelineDtos.js';

type Given = Readonly<Record<string, unknown>>;

/** What a new entry of a type is made of before anything is given. */
const BLANK: { readonly [T in LoggedType]: Given } = {
  note: {},
  call: { duration: 0, notes: '', direction: 'outgoing', outcome: 'connected' },
  email: { subject: '', body: '', direction: 'outgoing' },
  text: { direction: 'outgoing' },
};

/** Of each type the texts of which one at least is not empty, unless a note has files. A call is something even without a word about it. */
const TEXTS: { readonly [T in LoggedType]: readonly string[] } = {
  note: ['text'],
  call: [],
  email: ['subject', 'body'],
  text: ['message'],
};

/** The content of a new entry. Throws 422 with the field that does not belong to its type, is missing or wrong. */
export function newContent<T extends LoggedType>(type: T, input: EditEntryDto, files?: readonly NoteFile[]): TimelineContents[T] {
  return checked(type, { ...BLANK[type], ...givenOf(input), ...given(type, files) });
}

/** The content that an edit makes of the stored one, whose own keys (the state of a message) stay. */
export function editedContent<T extends LoggedType>(
  type: T,
  stored: Given,
  input: EditEntryDto,
  files?: readonly NoteFile[],
): TimelineContents[T] {
  return checked(type, { ...stored, ...givenOf(input), ...given(type, files) });
}

/** Left out: the files stay as they are. */
function given(type: LoggedType, files: readonly NoteFile[] | undefined): Given {
  if (files === undefined) return {};
  if (type !== 'note') throw filesOfNotes();
  return { files: files.length > 0 ? files : undefined };
}

function givenOf({ at: _at, fileIds: _fileIds, ...input }: EditEntryDto): Given {
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => name !== 'type' && value !== undefined));
}

function checked<T extends LoggedType>(type: T, content: Given): TimelineContents[T] {
  const reading = readTimelineContent(type, content);
  if ('problem' in reading) throw wrongContent(reading.problem.path, reading.problem.reason);
  const texts = TEXTS[type];
  const [first] = texts;
  if (first !== undefined && filesOf(content).length === 0 && texts.every((name) => String(content[name] ?? '').trim() === ''))
    throw emptyEntry(first);
  return reading.content;
}
