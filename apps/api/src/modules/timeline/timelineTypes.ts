import type { TimelineContents, TimelineType } from '@rapport/common';

export interface TimelineRow {
  readonly id: string;
  readonly contactId: string;
  readonly type: TimelineType;
  /** JSON; one shape per type, as the schema describes them. */
  readonly content: string;
  readonly status: string | null;
  readonly timestamp: string;
  readonly campaignId: string | null;
  readonly messageId: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly editedAt: string | null;
}

/** With whose timeline it is on, for lists over all contacts. */
export interface ActivityRow extends TimelineRow {
  readonly contactFirstName: string | null;
  readonly contactLastName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly contactCompany: string | null;
}

/** What a list shows. All of it has to hold. */
export interface TimelineFilter {
  readonly types?: readonly TimelineType[] | undefined;
  readonly userId?: string | undefined;
  /** ISO 8601 UTC; the first moment of it. */
  readonly from?: string | undefined;
  /** ISO 8601 UTC; the first moment after it. */
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A content that an edit replaced. */
export interface VersionRow {
  readonly id: string;
  readonly content: string;
  readonly timestamp: string;
  readonly replacedAt: string;
  readonly replacedById: string | null;
  readonly replacedByName: string | null;
}

interface NewEntry<T extends TimelineType> {
  /** Given by whoever may add the same entry twice: the second time nothing happens. */
  readonly id?: string;
  readonly contactId: string;
  readonly type: T;
  /** Checked when it is added (libs/common `readTimelineContent`). */
  readonly content: TimelineContents[T];
  readonly status?: string | null;
  /** ISO 8601 UTC; now when left out. */
  readonly timestamp?: string;
  readonly campaignId?: string | null;
  readonly sentMessageId?: string | null;
}

/** One of each type, so that its content is checked by the compiler too. */
export type NewTimelineEntry = { readonly [T in TimelineType]: NewEntry<T> }[TimelineType];

/** What people say to each other, and about each other. */
export const TOUCH_TYPES = ['email', 'text', 'call', 'note'] as const satisfies readonly TimelineType[];
export type TouchType = (typeof TOUCH_TYPES)[number];

export interface LastTouch {
  readonly type: TouchType;
  /** ISO 8601 UTC. */
  readonly at: string;
}
