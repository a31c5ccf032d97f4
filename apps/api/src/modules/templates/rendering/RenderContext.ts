import type { MessagePieces } from '@rapport/providers';

/** What one message is rendered with. Missing values are null; the fallback written in the template then stands in. */
export interface RenderContext {
  readonly contact: RenderContact;
  readonly sender: { readonly name: string; readonly email: string };
  readonly workspace: { readonly name: string; readonly postalAddress: string | null; readonly timeZone: string };
  readonly unsubscribeUrl: string;
  /** The moment of sending; {{ today }} is its date in the workspace's time zone. */
  readonly sentAt: Date;
}

export interface RenderContact {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
  /** By field name. Dates as YYYY-MM-DD. */
  readonly customFields: Readonly<Record<string, string | number | boolean | null>>;
}

export interface RenderedMessage {
  /** One line, no control characters: safe as a header. */
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  /** HTML and text in pieces: what comes from the template beside what comes from values. */
  readonly pieces?: MessagePieces;
}
