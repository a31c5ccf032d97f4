import {
  type BlockGroup,
  checkTemplate,
  holdsSnippet,
  LONGEST_SNIPPET,
  readBlockGroup,
  type SnippetKind,
  writtenIn,
} from '@rapport/common';
import { groupInvalid, snippetEmpty, snippetIncomplete, snippetInSnippet, snippetKindMismatch, snippetTooLong } from './snippetErrors.js';

/** What is stored of what a snippet says. */
export interface SnippetBody {
  readonly body: string;
  /** JSON; null unless it is a group of blocks. */
  readonly document: string | null;
}

/** What a request says of it. */
export interface SnippetInput {
  readonly body?: string;
  readonly document?: Readonly<Record<string, unknown>> | null;
}

/** A tag that a snippet opens has to end in it: whatever is wrong here would break the message around it. */
const BREAKING = [
  'template.unclosedTag',
  'template.unclosedBlock',
  'template.strayBranch',
  'template.strayClosing',
  'template.unknownBlock',
];

/** @throws AppError with the field that is wrong; `before` is what there is, where the request leaves it. */
export function snippetBodyOf(kind: SnippetKind, input: SnippetInput, before: SnippetBody | null): SnippetBody {
  if (kind === 'blocks') {
    if (input.body) throw snippetKindMismatch('body');
    return input.document === undefined && before ? before : { body: '', document: groupOf(input.document) };
  }
  if (input.document) throw snippetKindMismatch('document');
  const body = input.body ?? before?.body ?? '';
  if (body.replace(/<(?!img)[^<>]*>|&nbsp;|\s/gi, '') === '') throw snippetEmpty('body');
  refuseBroken('body', body);
  return { body, document: null };
}

/** The group of a stored version; empty for other kinds, and for one that a later Rapport has written. */
export function storedGroup(document: string | null): BlockGroup['blocks'] {
  const read = document === null ? null : readBlockGroup(JSON.parse(document));
  return read !== null && 'group' in read ? read.group.blocks : [];
}

function groupOf(given: unknown): string {
  const read = readBlockGroup(given ?? { version: 1, blocks: [] });
  if ('problems' in read) throw groupInvalid(read.problems);
  const { blocks } = read.group;
  if (blocks.length === 0) throw snippetEmpty('document');
  for (const block of blocks) refuseBroken('document', writtenIn(block));
  const document = JSON.stringify(read.group);
  if (document.length > LONGEST_SNIPPET) throw snippetTooLong();
  return document;
}

function refuseBroken(field: 'body' | 'document', text: string): void {
  if (holdsSnippet(text)) throw snippetInSnippet(field);
  const broken = checkTemplate({ subject: '-', bodyHtml: `<p>-</p>${text}` }).find(
    ({ code, severity }) => severity === 'error' && BREAKING.includes(code),
  );
  if (broken) throw snippetIncomplete(field, broken);
}
