import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import { OPEN_KEY } from './trackingToken.js';

export interface NewTrackedLink {
  readonly linkKey: string;
  readonly url: string;
  readonly label: string | null;
  readonly position: number;
  readonly isPersonal: boolean;
}

export interface LinkTarget {
  readonly workspaceId: string;
  readonly linkKey: string;
  readonly url: string;
  readonly isPersonal: boolean;
}

export interface TrackedLinkRow extends NewTrackedLink {
  readonly id: string;
  readonly people: number;
  readonly visits: number;
  readonly machineVisits: number;
}

/** By how much the figures of a link grow. */
export interface LinkGrowth {
  readonly linkKey: string;
  readonly people: number;
  readonly visits: number;
  readonly machineVisits: number;
}

const AT_ONCE = 200;

/** tracked_links: the addresses that messages of a campaign lead to, and how often they were followed. */
@Injectable()
export class TrackedLinkRepository {
  /** Those that are there stay as they are: every run of a campaign brings the same ones. */
  async insert(ctx: WorkspaceContext, campaignId: string, links: readonly NewTrackedLink[], now: string): Promise<void> {
    for (let start = 0; start < links.length; start += AT_ONCE) {
      const values = links
        .slice(start, start + AT_ONCE)
        .map(
          ({ linkKey, url, label, position, isPersonal }) =>
            sql`(${newId()}, ${ctx.workspaceId}, ${campaignId}, ${linkKey}, ${url}, ${label}, ${position}, ${isPersonal}, ${now})`,
        );
      await execute(
        ctx.manager,
        sql`INSERT INTO tracked_links (id, workspace_id, campaign_id, link_key, url, label, position, is_personal, created_at)
            VALUES ${sql.join(values, ', ')} ON CONFLICT (campaign_id, link_key) DO NOTHING`,
      );
    }
  }

  /** Whoever follows a link knows the campaign by its signature, and not yet its workspace. */
  async listTargets(ctx: Context, campaignId: string): Promise<LinkTarget[]> {
    const rows = await queryRows<LinkTarget & { isPersonal: unknown }>(
      ctx.manager,
      sql`SELECT workspace_id AS "workspaceId", link_key AS "linkKey", url, is_personal AS "isPersonal" FROM tracked_links WHERE campaign_id = ${campaignId}`,
    );
    return rows.map((row) => ({ ...row, isPersonal: Boolean(row.isPersonal) }));
  }

  /** In the order in which they stand in the message; at most 500, which is more than a mail can hold. */
  async list(ctx: WorkspaceContext, campaignId: string): Promise<TrackedLinkRow[]> {
    const rows = await queryRows<TrackedLinkRow & { isPersonal: unknown }>(
      ctx.manager,
      sql`SELECT id, link_key AS "linkKey", url, label, position, is_personal AS "isPersonal", people, visits, machine_visits AS "machineVisits"
          FROM tracked_links WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND link_key <> ${OPEN_KEY} ORDER BY position, id LIMIT 500`,
    );
    return rows.map((row) => ({
      ...row,
      isPersonal: Boolean(row.isPersonal),
      people: Number(row.people),
      visits: Number(row.visits),
      machineVisits: Number(row.machineVisits),
    }));
  }

  /** How often the image of its messages was fetched; null when there is none. */
  async findImage(ctx: WorkspaceContext, campaignId: string): Promise<{ visits: number; machineVisits: number } | null> {
    const row = await queryOne<{ visits: number; machineVisits: number }>(
      ctx.manager,
      sql`SELECT visits, machine_visits AS "machineVisits" FROM tracked_links
          WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND link_key = ${OPEN_KEY}`,
    );
    return row && { visits: Number(row.visits), machineVisits: Number(row.machineVisits) };
  }

  /** In the order of their keys, so that two who do it at once wait for each other and not both. */
  async grow(ctx: WorkspaceContext, campaignId: string, growth: readonly LinkGrowth[]): Promise<void> {
    for (const { linkKey, people, visits, machineVisits } of growth.toSorted((one, other) => (one.linkKey < other.linkKey ? -1 : 1)))
      await execute(
        ctx.manager,
        sql`UPDATE tracked_links SET people = people + ${people}, visits = visits + ${visits}, machine_visits = machine_visits + ${machineVisits}
            WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND link_key = ${linkKey}`,
      );
  }
}
