import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { sql, type SqlFragment } from '../../../platform/database/sql.js';
import { type Counted, FiguresService } from '../../figures/FiguresService.js';
import { type DayFigure, type FigureSource, sliceIn, type Totals } from '../../figures/public.js';
import type { DeliveryReportType } from '../../providers/DeliveryEvents.js';

export const LEDGER_SOURCE = 'campaigns';

/** A row at its end, with what says by which day it is counted. */
export interface EndedRow {
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly handedAt: string | null;
  readonly createdAt: string;
}

/** A row before it was marked. */
export interface MarkableRow extends EndedRow {
  readonly state: 'accepted' | 'delivered' | 'failed';
  readonly acceptedAt: string | null;
  readonly deliveredAt: string | null;
  /** Of the mark in question. */
  readonly markedAt: string | null;
  /** Of the same mark, by a machine. */
  readonly machineMarkedAt?: string | null;
}

/** A row with everything that visits may change. */
export interface EngagedRow extends Omit<MarkableRow, 'state' | 'markedAt'> {
  readonly state: string;
  readonly openedAt: string | null;
  readonly clickedAt: string | null;
  readonly machineOpenedAt: string | null;
  readonly machineClickedAt: string | null;
}

/**
 * How many rows there are of each kind, and by which of their times they are counted. Rows on the way (planned, claimed, handed, uncertain)
 * are not among them: they change too often, and are few or what is left of the others. A time that is counted by never changes while it
 * counts.
 */
const METRICS = {
  recipients: { where: '1 = 1', at: 'created_at' },
  skipped: { where: `state = 'skipped'`, at: 'COALESCE(handed_at, created_at)' },
  failed: { where: `state = 'failed'`, at: 'COALESCE(handed_at, created_at)' },
  accepted: { where: `state = 'accepted'`, at: 'COALESCE(accepted_at, created_at)' },
  delivered: { where: `state = 'delivered'`, at: 'COALESCE(delivered_at, created_at)' },
  sent: { where: 'accepted_at IS NOT NULL', at: 'accepted_at' },
  arrived: { where: 'delivered_at IS NOT NULL', at: 'delivered_at' },
  opened: { where: 'opened_at IS NOT NULL', at: 'opened_at' },
  clicked: { where: 'clicked_at IS NOT NULL', at: 'clicked_at' },
  // Only machines did; whom a person follows counts as a person.
  machineOpened: { where: 'machine_opened_at IS NOT NULL AND opened_at IS NULL', at: 'machine_opened_at' },
  machineClicked: { where: 'machine_clicked_at IS NOT NULL AND clicked_at IS NULL', at: 'machine_clicked_at' },
  bounced: { where: 'bounced_at IS NOT NULL', at: 'bounced_at' },
  complained: { where: 'complained_at IS NOT NULL', at: 'complained_at' },
  unsubscribed: { where: 'unsubscribed_at IS NOT NULL', at: 'unsubscribed_at' },
  replied: { where: 'replied_at IS NOT NULL', at: 'replied_at' },
} as const;

type Metric = keyof typeof METRICS;

/** Tells the daily figures what LedgerWriter and LedgerMarks have changed, and how the same is counted from the ledger. */
@Injectable()
export class LedgerCounts implements OnModuleInit, FigureSource {
  readonly metrics = Object.keys(METRICS);

  constructor(private readonly figures: FiguresService) {}

  onModuleInit(): void {
    this.figures.register(LEDGER_SOURCE, this);
  }

  listSubjects(ctx: WorkspaceContext, after: string, limit: number): SqlFragment {
    return sql`SELECT id FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND started_at IS NOT NULL AND id > ${after} ORDER BY id LIMIT ${limit}`;
  }

  /** One pass for each: where a state is asked for, over those rows alone. */
  count(ctx: WorkspaceContext, subjects: SqlFragment): SqlFragment {
    const passes = Object.entries(METRICS).map(([metric, { where, at }]) => {
      const slice = sliceIn(sql.raw(at));
      return sql`SELECT campaign_id AS subject_id, ${sql.raw(`'${metric}'`)} AS metric, ${slice} AS slice, COUNT(*) AS n FROM campaign_recipients
        WHERE workspace_id = ${ctx.workspaceId} AND campaign_id IN (${subjects}) AND ${sql.raw(where)} GROUP BY campaign_id, ${slice}`;
    });
    return sql.join(passes, ' UNION ALL ');
  }

  totals(ctx: WorkspaceContext, campaignIds: readonly string[]): Promise<Map<string, Totals>> {
    return this.figures.totals(ctx, LEDGER_SOURCE, campaignIds);
  }

  days(ctx: WorkspaceContext, campaignIds: readonly string[], period: { from: string; timeZone: string }): Promise<DayFigure[]> {
    return this.figures.days(ctx, LEDGER_SOURCE, campaignIds, period);
  }

  /** The campaign has no rows yet. */
  begin(ctx: WorkspaceContext, campaignId: string): Promise<void> {
    return this.figures.begin(ctx, campaignId);
  }

  /** Rows that are new. */
  planned(ctx: WorkspaceContext, campaignId: string, numbers: Record<'recipients' | 'skipped', number>, now: string): void {
    const { recipients, skipped } = numbers;
    const { workspaceId } = ctx;
    this.tell(ctx, { workspaceId, campaignId }, [
      ['recipients', now, recipients],
      ['skipped', now, skipped],
    ]);
  }

  accepted(ctx: WorkspaceContext, rows: readonly { readonly campaignId: string }[], now: string): void {
    const { workspaceId } = ctx;
    for (const campaignId of new Set(rows.map((row) => row.campaignId))) {
      const count = rows.filter((row) => row.campaignId === campaignId).length;
      this.tell(ctx, { workspaceId, campaignId }, [
        ['accepted', now, count],
        ['sent', now, count],
      ]);
    }
  }

  /** Rows that were on the way. */
  ended(ctx: Context, state: 'skipped' | 'failed', rows: readonly EndedRow[]): void {
    for (const row of rows) this.tell(ctx, row, [[state, row.handedAt ?? row.createdAt, 1]]);
  }

  /** What LedgerMarks.mark makes of a row. */
  marked(ctx: Context, row: MarkableRow, { type, at }: { readonly type: DeliveryReportType; readonly at: string }): void {
    const acceptedAt = row.acceptedAt ?? row.createdAt;
    const told: [Metric, string, number][] = [];
    if (type === 'bounced') {
      if (row.state === 'accepted') told.push(['accepted', acceptedAt, -1]);
      if (row.state === 'delivered') told.push(['delivered', row.deliveredAt ?? row.createdAt, -1]);
      if (row.state !== 'failed') told.push(['failed', row.handedAt ?? row.createdAt, 1]);
    } else {
      if (row.deliveredAt === null) told.push(['arrived', at, 1]);
      if (row.state === 'accepted') told.push(['accepted', acceptedAt, -1], ['delivered', row.deliveredAt ?? at, 1]);
    }
    if (type !== 'delivered' && row.markedAt === null) told.push([type, at, 1]);
    const machine = MACHINE_METRIC[type];
    if (machine && row.markedAt === null && row.machineMarkedAt) told.push([machine, row.machineMarkedAt, -1]);
    this.tell(ctx, row, told);
  }

  /** What visits make of a row: the difference between before and after. */
  engaged(ctx: Context, before: EngagedRow, after: EngagedRow): void {
    const [was, is] = [countedOf(before), countedOf(after)];
    const told = [...new Set([...was.keys(), ...is.keys()])].flatMap((metric): [Metric, string, number][] => {
      const [old, now] = [was.get(metric) ?? null, is.get(metric) ?? null];
      if (old === now) return [];
      return [
        ...(old === null ? [] : [[metric, old, -1] as [Metric, string, number]]),
        ...(now === null ? [] : [[metric, now, 1] as [Metric, string, number]]),
      ];
    });
    this.tell(ctx, before, told);
  }

  unsubscriptionTakenBack(ctx: Context, row: EndedRow, at: string): void {
    this.tell(ctx, row, [['unsubscribed', at, -1]]);
  }

  private tell(
    { manager }: Context,
    { workspaceId, campaignId }: { readonly workspaceId: string; readonly campaignId: string },
    told: readonly (readonly [metric: Metric, at: string, n: number])[],
  ): void {
    const counted: Counted[] = told.map(([metric, at, n]) => ({ workspaceId, subjectId: campaignId, metric, at, n }));
    this.figures.count(manager, counted);
  }
}

const MACHINE_METRIC: Readonly<Partial<Record<DeliveryReportType, Metric>>> = { opened: 'machineOpened', clicked: 'machineClicked' };

/** By which of its times a row counts for each of the metrics that visits may change. */
function countedOf(row: EngagedRow): Map<Metric, string> {
  const times: Partial<Record<Metric, string | null>> = {
    accepted: row.state === 'accepted' ? (row.acceptedAt ?? row.createdAt) : null,
    delivered: row.state === 'delivered' ? (row.deliveredAt ?? row.createdAt) : null,
    arrived: row.deliveredAt,
    opened: row.openedAt,
    clicked: row.clickedAt,
    machineOpened: row.openedAt === null ? row.machineOpenedAt : null,
    machineClicked: row.clickedAt === null ? row.machineClickedAt : null,
  };
  return new Map(Object.entries(times).filter((entry): entry is [Metric, string] => typeof entry[1] === 'string'));
}
