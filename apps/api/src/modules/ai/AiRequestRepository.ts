import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { PageQuery } from '../../platform/http/Page.js';
import type { AiState } from './aiTypes.js';

export interface AiRequestRow {
  readonly id: string;
  readonly userId: string | null;
  readonly contactId: string | null;
  readonly task: string;
  readonly state: AiState;
  readonly model: string;
  readonly input: string;
  readonly pieces: string | null;
  readonly decisions: string | null;
  readonly problem: string | null;
  readonly inputTokens: number | string;
  readonly outputTokens: number | string;
  readonly cost: number | string;
  readonly createdAt: string;
}

export interface NewAiRequest {
  readonly id: string;
  readonly contactId: string | null;
  readonly task: string;
  readonly model: string;
  readonly input: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
}

export interface AiEnd {
  readonly state: AiState;
  readonly problem: string | null;
  readonly prompt: string | null;
  readonly response: string | null;
  readonly pieces: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number;
}

export interface AiQuestionRow extends Pick<AiRequestRow, 'id' | 'task' | 'state' | 'model' | 'contactId' | 'cost' | 'createdAt'> {
  readonly userName: string | null;
  readonly tokens: number | string;
}

export interface AiUsage {
  readonly tokens: number;
  /** Millionths of the currency. */
  readonly cost: number;
  readonly requests: number;
}

const KEYSET = { 'r.created_at': 'text', 'r.id': 'text' } as const;
const INTERRUPTED = 'The server was restarted before the answer was complete. Ask again.';

/** The only file that queries ai_requests. */
@Injectable()
export class AiRequestRepository {
  find(ctx: WorkspaceContext, id: string): Promise<AiRequestRow | null> {
    return queryOne<AiRequestRow>(
      ctx.manager,
      sql`SELECT id, user_id AS "userId", contact_id AS "contactId", task, state, model, input, pieces, decisions, problem,
            input_tokens AS "inputTokens", output_tokens AS "outputTokens", cost, created_at AS "createdAt"
          FROM ai_requests WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Newest first, without their texts. */
  list(ctx: WorkspaceContext, { cursor, limit }: PageQuery): Promise<AiQuestionRow[]> {
    return queryRows<AiQuestionRow>(
      ctx.manager,
      sql`SELECT r.id, r.task, r.state, r.model, r.contact_id AS "contactId", r.input_tokens + r.output_tokens AS tokens, r.cost,
            r.created_at AS "createdAt", (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = r.user_id) AS "userName"
          FROM ai_requests r WHERE r.workspace_id = ${ctx.workspaceId} ${afterCursor(KEYSET, cursor, 'desc')} ${orderAndLimit(KEYSET, 'desc', limit)}`,
    );
  }

  async insert(ctx: WorkspaceContext, row: NewAiRequest, now: string): Promise<void> {
    const { id, contactId, task, model, input, inputTokens, outputTokens, cost } = row;
    await execute(
      ctx.manager,
      sql`INSERT INTO ai_requests (id, workspace_id, user_id, contact_id, task, state, model, input, input_tokens, output_tokens, cost, created_at)
          VALUES (${id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${contactId}, ${task}, 'waiting', ${model}, ${input}, ${inputTokens}, ${outputTokens}, ${cost}, ${now})`,
    );
  }

  /** False: it is asked already. */
  async claim(ctx: WorkspaceContext, id: string): Promise<boolean> {
    const claimed = sql`UPDATE ai_requests SET state = 'running' WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND state = 'waiting'`;
    return (await execute(ctx.manager, claimed)) === 1;
  }

  /** False: it has ended already. */
  async end(ctx: WorkspaceContext, id: string, end: AiEnd, now: string): Promise<boolean> {
    const { state, problem, prompt, response, pieces, inputTokens, outputTokens, cost } = end;
    const ended = sql`UPDATE ai_requests SET state = ${state}, problem = ${problem}, prompt = ${prompt}, response = ${response}, pieces = ${pieces},
        input_tokens = ${inputTokens}, output_tokens = ${outputTokens}, cost = ${cost}, ended_at = ${now}
      WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND ended_at IS NULL`;
    return (await execute(ctx.manager, ended)) === 1;
  }

  /** Questions whose process ended, or that nobody came back for: what they reserved is free again. */
  async endLeft(ctx: WorkspaceContext, before: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE ai_requests SET state = 'failed', problem = ${INTERRUPTED}, input_tokens = 0, output_tokens = 0, cost = 0, ended_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND ended_at IS NULL AND created_at < ${before}`,
    );
  }

  async usage(ctx: WorkspaceContext, from: string): Promise<AiUsage> {
    const [row] = await queryRows<{ tokens: number | string; cost: number | string; requests: number | string }>(
      ctx.manager,
      sql`SELECT COALESCE(SUM(input_tokens + output_tokens), 0) AS tokens, COALESCE(SUM(cost), 0) AS cost, COUNT(*) AS requests
          FROM ai_requests WHERE workspace_id = ${ctx.workspaceId} AND created_at >= ${from}`,
    );
    return { tokens: Number(row?.tokens ?? 0), cost: Number(row?.cost ?? 0), requests: Number(row?.requests ?? 0) };
  }

  /** False: another decision came first. */
  async decide(ctx: WorkspaceContext, id: string, { before, after }: { before: string | null; after: string }): Promise<boolean> {
    const decided = sql`UPDATE ai_requests SET decisions = ${after} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}
      AND COALESCE(decisions, '') = ${before ?? ''}`;
    return (await execute(ctx.manager, decided)) === 1;
  }

  /** Questions about a person, or that name them by an address, a number or an id. */
  async erase(ctx: WorkspaceContext, { contactIds, marks }: { contactIds: readonly string[]; marks: readonly string[] }): Promise<void> {
    const texts = sql`LOWER(input || COALESCE(prompt, '') || COALESCE(response, '') || COALESCE(pieces, '') || COALESCE(decisions, ''))`;
    const named = marks.map((mark) => sql`${texts} LIKE ${`%${mark.replace(/[!%_]/g, '!$&')}%`} ESCAPE '!'`);
    const about = sql`contact_id IN (${sql.list(contactIds)})`;
    await execute(
      ctx.manager,
      sql`DELETE FROM ai_requests WHERE workspace_id = ${ctx.workspaceId} AND (${sql.join([about, ...named], ' OR ')})`,
    );
  }
}
