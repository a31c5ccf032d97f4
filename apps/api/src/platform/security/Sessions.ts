import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../config/AppConfig.js';
import type { Context, Role } from '../context/Context.js';
import { newId } from '../database/ids.js';
import { execute, queryOne, sql } from '../database/sql.js';
import { Clock, nowIso } from '../time/Clock.js';
import { hashToken, newToken } from './tokens.js';

const DAY_MS = 86_400_000;
const ABSOLUTE_MS = 30 * DAY_MS;
const IDLE_MS = 14 * DAY_MS;
/** `last_seen_at` is written at most this often, so that reading does not write. */
const SEEN_MS = 5 * 60_000;

/** A live session, and the role its owner has in the workspace asked about. */
export interface SessionAccess {
  readonly sessionId: string;
  readonly userId: string;
  readonly role: Role | null;
  /** When the person last proved who they are; null only for sessions older than this rule. */
  readonly steppedUpAt: string | null;
  /** Set while the workspace waits for its deletion. */
  readonly workspaceDeletedAt: string | null;
}

interface SessionRow {
  id: string;
  user_id: string;
  last_seen_at: string;
  expires_at: string;
  stepped_up_at: string | null;
  role: Role | null;
  deleted_at: string | null;
}

/** Sign-ins: a random token in a cookie, its hash in the table, so that they can be listed and revoked. */
@Injectable()
export class Sessions {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Starts a session with a new id and sets its cookie. */
  async start(ctx: Context, userId: string, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const token = newToken();
    const id = newId();
    const now = this.clock.now();
    const userAgent = String(request.headers['user-agent'] ?? '').slice(0, 300);
    await execute(
      ctx.manager,
      sql`INSERT INTO sessions (id, user_id, token_hash, user_agent, ip_address, created_at, last_seen_at, expires_at, stepped_up_at)
          VALUES (${id}, ${userId}, ${hashToken(token)}, ${userAgent}, ${ctx.ip}, ${now}, ${now}, ${new Date(now.getTime() + ABSOLUTE_MS)}, ${now})`,
    );
    void reply.setCookie(this.cookieName, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.isSecure,
      maxAge: ABSOLUTE_MS / 1000,
    });
    return id;
  }

  /** One indexed look-up: who is it, and which role in the workspace of the path. Null when there is no live session. */
  async find(ctx: Context, request: FastifyRequest, workspaceId: string | null): Promise<SessionAccess | null> {
    const token = request.cookies[this.cookieName];
    if (!token) return null;
    const row = await queryOne<SessionRow>(
      ctx.manager,
      sql`SELECT s.id, s.user_id, s.last_seen_at, s.expires_at, s.stepped_up_at, m.role, w.deleted_at
          FROM sessions s LEFT JOIN workspace_members m ON m.user_id = s.user_id AND m.workspace_id = ${workspaceId ?? ''}
            LEFT JOIN workspaces w ON w.id = m.workspace_id
          WHERE s.token_hash = ${hashToken(token)}`,
    );
    if (!row) return null;
    const now = this.clock.now().getTime();
    const seen = Date.parse(row.last_seen_at);
    if (now >= Date.parse(row.expires_at) || now - seen >= IDLE_MS) return null;
    if (now - seen >= SEEN_MS)
      await execute(ctx.manager, sql`UPDATE sessions SET last_seen_at = ${nowIso(this.clock)} WHERE id = ${row.id}`);
    return {
      sessionId: row.id,
      userId: row.user_id,
      role: row.role,
      steppedUpAt: row.stepped_up_at,
      workspaceDeletedAt: row.deleted_at,
    };
  }

  /** The person has just proved again who they are. */
  async stepUp(ctx: Context, sessionId: string): Promise<void> {
    await execute(ctx.manager, sql`UPDATE sessions SET stepped_up_at = ${nowIso(this.clock)} WHERE id = ${sessionId}`);
  }

  async end(ctx: Context, sessionId: string, reply: FastifyReply): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM sessions WHERE id = ${sessionId}`);
    void reply.clearCookie(this.cookieName, { path: '/', httpOnly: true, sameSite: 'lax', secure: this.config.isSecure });
  }

  /** Signs a person out everywhere else, as after a change of password. */
  async endOthers(ctx: Context, userId: string, keptSessionId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM sessions WHERE user_id = ${userId} AND id <> ${keptSessionId}`);
  }

  /** `__Host-` binds the cookie to this origin; it needs Secure, so plain http (a laptop, a LAN) uses the bare name. */
  private get cookieName(): string {
    return this.config.isSecure ? '__Host-rapport' : 'rapport';
  }
}
