export const TIMELINE_TYPES = ['email', 'text', 'call', 'ai', 'stage_change', 'note', 'system'] as const;
export type TimelineType = (typeof TIMELINE_TYPES)[number];

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
  readonly actorName: string | null;
}

export interface NewTimelineEntry {
  /** Given by whoever may add the same entry twice: the second time nothing happens. */
  readonly id?: string;
  readonly contactId: string;
  readonly type: TimelineType;
  readonly content: Readonly<Record<string, unknown>>;
  readonly status?: string | null;
  /** ISO 8601 UTC; now when left out. */
  readonly timestamp?: string;
  readonly campaignId?: string | null;
  readonly sentMessageId?: string | null;
}
