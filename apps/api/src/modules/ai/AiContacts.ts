import { Injectable } from '@nestjs/common';
import type { TimelineType } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ContactService } from '../contacts/ContactService.js';
import { TimelineService } from '../timeline/TimelineService.js';
import { aiContactInTrash, aiFieldsNotChosen, aiMessagesNotAllowed, nothingToWorkOn } from './aiErrors.js';
import type { ContactMatter } from './aiContactOrders.js';
import type { AskAiDto } from './AiDtos.js';
import type { AiSource, ContactTask } from './aiTypes.js';
import { type Allowed, readAllowed } from './allowedFields.js';
import { plainWords } from './plainWords.js';

/** Entries of a timeline that go with a question, and their characters together: the newest ones. */
const MOST_ENTRIES: Readonly<Record<ContactTask, number>> = { personal: 20, reply: 20, summary: 50 };
const MOST_SIGNS = 16_000;
const LONGEST_FIELD = 500;

type Contact = Awaited<ReturnType<ContactService['get']>>;
type Entry = Awaited<ReturnType<TimelineService['list']>>['items'][number];

/** What of a contact goes with a question: only what the workspace allows, and only so much. */
@Injectable()
export class AiContacts {
  constructor(
    private readonly contacts: ContactService,
    private readonly timeline: TimelineService,
  ) {}

  /** @throws AppError 404, 409 where it may not leave, 422 without a contact */
  async matterOf(ctx: WorkspaceContext, input: AskAiDto & { task: ContactTask }, allowedFields: string): Promise<ContactMatter> {
    const { contactId, channel = 'email', task } = input;
    if (contactId === undefined) throw nothingToWorkOn('contactId', 'Say which contact it is about.');
    const contact = await this.contacts.get(ctx, contactId);
    if (contact.deletedAt !== null) throw aiContactInTrash();
    const allowed = readAllowed(allowedFields);
    if (allowed.fields.length === 0 && allowed.custom.length === 0) throw aiFieldsNotChosen();
    if (task === 'reply' && !allowed.fields.includes('messages')) throw aiMessagesNotAllowed();
    const types = task === 'reply' ? [channel] : typesOf(allowed);
    const entries = types.length === 0 ? [] : (await this.timeline.list(ctx, contactId, { types, limit: MOST_ENTRIES[task] })).items;
    return {
      fields: fieldSources(contact, allowed),
      entries: entrySources(entries),
      isAnswered: entries.some(isTheirs),
      phones: contact.phones.map(({ value, normalized }) => normalized ?? value),
    };
  }
}

function typesOf({ fields }: Allowed): TimelineType[] {
  return [
    ...(fields.includes('messages') ? (['email', 'text'] as const) : []),
    ...(fields.includes('notes') ? (['note'] as const) : []),
    ...(fields.includes('calls') ? (['call'] as const) : []),
    ...(fields.includes('stage') ? (['stage_change'] as const) : []),
  ];
}

/** The ids are ours, so that no name of a field is taken for another source. */
function fieldSources(contact: Contact, { fields, custom }: Allowed): AiSource[] {
  const stage = contact.lists.find(({ isPrimary }) => isPrimary)?.name ?? null;
  const known: readonly (readonly [label: string, value: string | null])[] = [
    ['First name', fields.includes('firstName') ? contact.firstName : null],
    ['Last name', fields.includes('lastName') ? contact.lastName : null],
    ['Company', fields.includes('company') ? contact.company : null],
    ['Stage', fields.includes('stage') ? stage : null],
    ...contact.customFields
      .filter(({ fieldName, fieldType }) => custom.includes(fieldName) && fieldType !== 'email' && fieldType !== 'phone')
      .map(({ label, value }) => [label, value] as const),
  ];
  return known
    .flatMap(([label, value]) =>
      value === null || value.trim() === '' ? [] : [{ label, text: `${label}: ${value.slice(0, LONGEST_FIELD)}` }],
    )
    .map((field, at) => ({ id: `field-${at + 1}`, ...field }));
}

/** As far as they fit, the newest first. */
function entrySources(entries: readonly Entry[]): AiSource[] {
  let room = MOST_SIGNS;
  return entries
    .map((entry, at) => ({
      id: `entry-${at + 1}`,
      label: labelOf(entry),
      text: `${entry.timestamp.slice(0, 10)}, ${wordsOf(entry)}`,
      entryId: entry.id,
    }))
    .filter(({ text }) => {
      room -= text.length;
      return room >= 0;
    });
}

function isTheirs({ content }: Entry): boolean {
  return content['direction'] === 'incoming';
}

const NAMES: Readonly<Partial<Record<Entry['type'], string>>> = {
  email: 'Email',
  text: 'Text',
  call: 'Call',
  note: 'Note',
  stage_change: 'Change of stage',
};

function labelOf({ type, timestamp }: Entry): string {
  return `${NAMES[type] ?? 'Entry'} of ${timestamp.slice(0, 10)}`;
}

function wordsOf(entry: Entry): string {
  const { type, content, title } = entry;
  const texts = ['subject', 'body', 'message', 'notes', 'text'].map((key) => content[key]);
  const words = plainWords(texts.filter((text): text is string => typeof text === 'string').join('\n'));
  if (type === 'stage_change') return title;
  if (type === 'note') return `note of our team: ${words}`;
  const from = isTheirs(entry) ? 'from the contact' : 'from us';
  return type === 'call' ? `${title.toLowerCase()}: ${words}` : `${type} ${from}: ${words}`;
}
