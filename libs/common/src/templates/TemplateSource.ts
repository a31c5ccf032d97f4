/** What the body is written with: rich text and HTML are two editors of the same HTML, blocks are compiled to it. */
export const TEMPLATE_KINDS = ['richText', 'html', 'blocks'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** What a person writes. Merge tags are allowed in all four. */
export interface TemplateSource {
  readonly subject: string;
  readonly preheader?: string | null;
  readonly bodyHtml: string;
  readonly signature?: string | null;
}

export type TemplateField = 'subject' | 'preheader' | 'bodyHtml' | 'signature';

export interface TemplateProblem {
  /** Stable, for programs: `template.unknownTag`. */
  readonly code: string;
  /** A template with an error is never sent; a warning is the author's decision. */
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to do about it. */
  readonly message: string;
  readonly field: TemplateField;
  /** 1-based line within the field. */
  readonly line?: number;
  /** Of a message made of blocks: the id of the block that it is about. */
  readonly block?: string;
}

export function templateFields(source: TemplateSource): { field: TemplateField; text: string }[] {
  return [
    { field: 'subject', text: source.subject },
    { field: 'preheader', text: source.preheader ?? '' },
    { field: 'bodyHtml', text: source.bodyHtml },
    { field: 'signature', text: source.signature ?? '' },
  ];
}
