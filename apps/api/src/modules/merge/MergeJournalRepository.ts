import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, isPostgres, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { MovedReferences } from '../../platform/references/ContactReferences.js';
import type { CarriedConsent } from '../consent/public.js';
import type { ContactImage, JoinedContact } from '../contacts/public.js';
import type { StoredValue } from '../customFields/public.js';
import type { StoredMembership } from '../lists/public.js';

/** Names and counts: what a list of merges shows. */
export interface MergeSummary {
  readonly primaryName: string;
  readonly secondaries: readonly { readonly id: string; readonly displayName: string }[];
  readonly movesText: string;
}

/** One of the contacts as it was before. */
export interface JournalContact {
  readonly image: ContactImage;
  readonly values: readonly StoredValue[];
  readonly memberships: readonly StoredMembership[];
}

/** What undoing a merge needs. */
export interface Journal {
  /** The primary first. */
  readonly contacts: readonly [JournalContact, ...JournalContact[]];
  readonly joined: JoinedContact;
  /** The values that the primary had right after it, by field name. */
  readonly values: Readonly<Record<string, string | null>>;
  /** The stage that the primary had to leave for the chosen one. */
  readonly leftStages: readonly StoredMembership[];
  /** What the timeline tells of the move to the chosen stage; journals of before have none. */
  readonly stageEntryId?: string | null;
  readonly carried: readonly CarriedConsent[];
  /** In the order in which they were moved. */
  readonly moved: readonly MovedReferences[];
}

export interface MergeRow {
  readonly id: string;
  readonly primaryId: string;
  readonly mergedAt: string;
  readonly undoneAt: string | null;
  readonly mergedByName: string | null;
  readonly summary: MergeSummary;
}

type StoredMerge = Omit<MergeRow, 'summary'> & { readonly summaryJson: string };

const KEYSET = { 'm.id': 'text' } as const;

const columns = sql`m.id, m.primary_id AS "primaryId", m.merged_at AS "mergedAt", m.undone_at AS "undoneAt", m.summary_json AS "summaryJson",
  (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = m.user_id) AS "mergedByName"`;

/** The only file that queries the journal of merges. */
@Injectable()
export class MergeJournalRepository {
  /** Whom this contact has taken in, as long as the journal knows. */
  async formerIds(ctx: WorkspaceContext, contactId: string): Promise<string[]> {
    const rows = await queryRows<{ summaryJson: string }>(
      ctx.manager,
      sql`SELECT summary_json AS "summaryJson" FROM merge_journal WHERE primary_id = ${contactId} AND workspace_id || '' = ${ctx.workspaceId} AND undone_at IS NULL`,
    );
    return rows.flatMap(({ summaryJson }) => (JSON.parse(summaryJson) as MergeSummary).secondaries.map(({ id }) => id));
  }

  /** Every merge that these were part of: it holds how they were. */
  async erase(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<void> {
    const gone = sql`id IN (SELECT merge_id FROM merged_contacts WHERE gone_id IN (${sql.list(contactIds)}))`;
    await execute(
      ctx.manager,
      sql`DELETE FROM merge_journal WHERE workspace_id = ${ctx.workspaceId} AND (primary_id IN (${sql.list(contactIds)}) OR ${gone})`,
    );
  }

  async insert(
    ctx: WorkspaceContext,
    { id, primaryId, at, summary, journal }: { id: string; primaryId: string; at: string; summary: MergeSummary; journal: Journal },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO merge_journal (id, workspace_id, user_id, primary_id, merged_at, summary_json, journal_json)
          VALUES (${id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${primaryId}, ${at}, ${JSON.stringify(summary)}, ${JSON.stringify(journal)})`,
    );
    const gone = summary.secondaries.map((contact) => sql`(${id}, ${contact.id})`);
    await execute(ctx.manager, sql`INSERT INTO merged_contacts (merge_id, gone_id) VALUES ${sql.join(gone, ', ')}`);
  }

  async find(ctx: WorkspaceContext, id: string): Promise<MergeRow | null> {
    const row = await queryOne<StoredMerge>(
      ctx.manager,
      sql`SELECT ${columns} FROM merge_journal m WHERE m.id = ${id} AND m.workspace_id = ${ctx.workspaceId}`,
    );
    return row && toMerge(row);
  }

  /** The contact that stands for one that was merged, also when it was itself merged into another later. */
  async findPrimaryOf(ctx: WorkspaceContext, goneId: string): Promise<string | null> {
    const row = await queryOne<{ primaryId: string }>(
      ctx.manager,
      sql`SELECT m.primary_id AS "primaryId" FROM merged_contacts g JOIN merge_journal m ON m.id = g.merge_id
          WHERE g.gone_id = ${goneId} AND m.workspace_id = ${ctx.workspaceId} AND m.undone_at IS NULL ORDER BY m.id DESC LIMIT 1`,
    );
    return row?.primaryId ?? null;
  }

  /** Newest first. */
  async list(ctx: WorkspaceContext, query: { contactId?: string; cursor?: string; limit: number }): Promise<MergeRow[]> {
    const rows = await queryRows<StoredMerge>(
      ctx.manager,
      sql`SELECT ${columns} FROM merge_journal m WHERE m.workspace_id = ${ctx.workspaceId} ${sql.if(query.contactId, sql`AND m.primary_id = ${query.contactId ?? ''}`)}
          ${afterCursor(KEYSET, query.cursor, 'desc')} ${orderAndLimit(KEYSET, 'desc', query.limit)}`,
    );
    return rows.map(toMerge);
  }

  /** Two who undo one merge at once wait for each other. */
  async readJournal(ctx: WorkspaceContext, id: string): Promise<Journal | null> {
    const row = await queryOne<{ journalJson: string }>(
      ctx.manager,
      sql`SELECT journal_json AS "journalJson" FROM merge_journal WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} ${sql.if(isPostgres(ctx.manager), sql`FOR UPDATE`)}`,
    );
    return row && (JSON.parse(row.journalJson) as Journal);
  }

  /** False when someone else has undone it. */
  async markUndone(ctx: WorkspaceContext, id: string, at: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE merge_journal SET undone_at = ${at} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND undone_at IS NULL`,
      )) === 1
    );
  }

  /** The other merges into this contact that still hold, newest first. */
  async listOthers(ctx: WorkspaceContext, primaryId: string, exceptId: string): Promise<{ id: string; journal: Journal }[]> {
    const rows = await queryRows<{ id: string; journalJson: string }>(
      ctx.manager,
      sql`SELECT id, journal_json AS "journalJson" FROM merge_journal
          WHERE workspace_id = ${ctx.workspaceId} AND primary_id = ${primaryId} AND undone_at IS NULL AND id <> ${exceptId} ORDER BY id DESC`,
    );
    return rows.map(({ id, journalJson }) => ({ id, journal: JSON.parse(journalJson) as Journal }));
  }

  /** What is to be taken back when it is undone, from here on. */
  async writeCarried(
    ctx: WorkspaceContext,
    { id, journal }: { id: string; journal: Journal },
    carried: readonly CarriedConsent[],
  ): Promise<void> {
    const json = JSON.stringify({ ...journal, carried } satisfies Journal);
    await execute(ctx.manager, sql`UPDATE merge_journal SET journal_json = ${json} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
  }
}

function toMerge({ summaryJson, ...row }: StoredMerge): MergeRow {
  return { ...row, summary: JSON.parse(summaryJson) as MergeSummary };
}
