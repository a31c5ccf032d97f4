import { type BlockDocument, readBlockDocument, type TemplateKind } from '@rapport/common';
import { AppError, invalidField } from '../../platform/http/AppError.js';
import { bodyIsCompiled, documentInvalid } from './templateErrors.js';

/** What is stored of a body. */
export interface TemplateBody {
  readonly kind: TemplateKind;
  /** JSON; null unless it is written in blocks. */
  readonly document: string | null;
  readonly bodyHtml: string;
}

/** What a request says of it. */
export interface BodyInput {
  readonly kind?: TemplateKind;
  readonly document?: Readonly<Record<string, unknown>> | null;
  readonly bodyHtml?: string;
}

/** @throws AppError with the path of each field that is wrong: `document.rows.3.columns.0.blocks.2.href` */
export function readDocument(given: unknown): BlockDocument {
  const read = readBlockDocument(given);
  if ('problems' in read) throw documentInvalid(read.problems);
  return read.document;
}

/** The document of a stored version; null for other kinds, and for one that a later Rapport has written. */
export function storedDocument(document: string | null): BlockDocument | null {
  const read = document === null ? null : readBlockDocument(JSON.parse(document));
  return read !== null && 'document' in read ? read.document : null;
}

/**
 * The body that is to be stored. `compiled` is what came of the document of the request, if it has one.
 * @throws AppError where a request would leave a document and HTML that do not belong together
 */
export function bodyOf(input: BodyInput, before: TemplateBody | null, compiled: TemplateBody | null): TemplateBody {
  if (compiled !== null) {
    if ((input.kind ?? 'blocks') !== 'blocks') throw onlyBlocks();
    return compiled;
  }
  const kind = input.kind ?? before?.kind ?? 'richText';
  if (kind === 'blocks') {
    if (before?.kind !== 'blocks' || input.document === null) throw documentMissing();
    if (input.bodyHtml !== undefined && input.bodyHtml !== before.bodyHtml) throw bodyIsCompiled();
    return { kind, document: before.document, bodyHtml: before.bodyHtml };
  }
  const bodyHtml = input.bodyHtml ?? before?.bodyHtml;
  if (bodyHtml === undefined) throw invalidField('bodyHtml', 'template.bodyMissing', 'Send bodyHtml, or a document of blocks.');
  return { kind, document: null, bodyHtml };
}

const documentMissing = (): AppError =>
  invalidField('document', 'template.documentMissing', 'A template of kind blocks needs a document. Send it, or choose another kind.');

const onlyBlocks = (): AppError =>
  invalidField(
    'kind',
    'template.kindMismatch',
    'Only templates of kind blocks have a document. Leave the document out, or send kind blocks.',
  );
