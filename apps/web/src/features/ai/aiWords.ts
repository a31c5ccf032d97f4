import { READER_LANGUAGES } from '@rapport/common';
import type { AiAnswer, AiField, AiPiece, AiTask } from './aiQueries';

export const pieceNames: Readonly<Record<AiPiece['kind'], string>> = {
  subject: 'Subject',
  preheader: 'Preview text',
  heading: 'Heading',
  paragraph: 'Paragraph',
  list: 'List',
  button: 'Button',
};

export const taskNames: Readonly<Record<AiTask, string>> = {
  draft: 'Draft',
  subjects: 'Subject lines',
  rewrite: 'Another wording',
  personal: 'Message',
  reply: 'Replies',
  summary: 'Summary',
};

/** Of those that brought no answer, or not yet. */
export const stateNames: Readonly<Record<AiAnswer['state'], string>> = {
  waiting: 'not asked yet',
  running: 'being answered',
  done: 'answered',
  failed: 'failed',
  cancelled: 'cancelled',
};

export const languageChoices = Object.entries(READER_LANGUAGES).map(([value, label]) => ({ value, label }));

/** Empty: the language that the contact writes in. */
export const replyLanguages = [{ value: '', label: 'Theirs' }, ...languageChoices];

export const fieldChoices: readonly { value: AiField; label: string; description?: string }[] = [
  { value: 'firstName', label: 'First name' },
  { value: 'lastName', label: 'Last name' },
  { value: 'company', label: 'Company' },
  { value: 'stage', label: 'Stage, and its changes' },
  { value: 'notes', label: 'Notes', description: 'The newest ones, as your team wrote them' },
  { value: 'messages', label: 'Emails and texts', description: 'The newest ones, from both sides. Replies need them' },
  { value: 'calls', label: 'Calls', description: 'The newest ones, with what was noted about them' },
];

export const lengthChoices = [
  { value: 'short', label: 'Short' },
  { value: 'medium', label: 'Medium' },
  { value: 'long', label: 'Long' },
] as const;

export const rewritings = [
  { value: 'shorter', label: 'Shorter' },
  { value: 'warmer', label: 'Warmer' },
  { value: 'simpler', label: 'Simpler' },
  { value: 'grammar', label: 'Fix grammar' },
  { value: 'translate', label: 'Translate' },
] as const;
