import type { RuleTree } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { InsightPage, InsightType } from './insightTypes.js';
import type { Interval } from './statistics/wilson.js';

export interface InsightAction {
  readonly page: InsightPage;
  /** A verb with its object: "Open the campaign". */
  readonly label: string;
  /** Of the record that the page shows. */
  readonly id: string | null;
  /** Whom the page of contacts shows. */
  readonly rules: RuleTree | null;
}

/** One bar of the small chart: `count` of `total`. */
export interface Bar {
  readonly label: string;
  readonly count: number;
  readonly total: number;
  /** What the insight is about. */
  readonly isIt: boolean;
}

/** All that was read when it was found. Names of campaigns and domains of addresses, but nobody's data. */
export interface Evidence {
  /** What was counted, as a sentence. */
  readonly query: string;
  /** ISO 8601 UTC: the period that was counted. */
  readonly from: string;
  readonly until: string;
  /** What the detector needs to read the rows again. */
  readonly about: Readonly<Record<string, string>>;
  readonly bars: readonly Bar[];
  readonly action: InsightAction;
}

export interface Finding {
  /** Of what it is about, among the findings of this detector. */
  readonly key: string;
  readonly title: string;
  readonly campaignId: string | null;
  readonly affected: number;
  readonly sample: number;
  /** The share that was to be expected, from 0 to 1. */
  readonly expected: number | null;
  /** Of the share. Null for a full count, which estimates nothing. */
  readonly interval: Interval | null;
  /** 1 minus the corrected p-value; 1 for a full count. */
  readonly confidence: number;
  readonly evidence: Evidence;
}

/** Whom or what an insight is about: one of the rows that made it. */
export interface FoundRow {
  readonly contactId: string | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly detail: string;
  readonly at: string;
}

export interface AskedRows {
  readonly limit: number;
  readonly contactId?: string;
}

export interface Moment {
  readonly now: Date;
  readonly timeZone: string;
}

/** Statistics first: it counts, tests, and says nothing below its sample size. Its words are made of its figures. */
export interface Detector {
  readonly type: InsightType;
  /** How it works it out: shown with each of its insights. */
  readonly method: string;
  /** In the background, over the whole workspace. Everything that is true now: what is not among it expires. */
  find(ctx: WorkspaceContext, moment: Moment): Promise<Finding[]>;
  /** The rows behind one of its insights, read now: all of them, or those of one contact, which no more than an index is asked for. */
  rows(ctx: WorkspaceContext, evidence: Evidence, asked: AskedRows): Promise<FoundRow[]>;
}
