import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../config/AppConfig.js';
import type { Context, Role } from '../context/Context.js';
import { newId } from '../database/ids.js';
import { execute, queryOneShort, queryRows, sql } from '../database/sql.js';
import { Clock, nowIso } from '../time/Clock.js';
import { deviceName } from './deviceName.js';
import { hashToken, newToken } from './tokens.js';

const DAY_MS = 86_400_000;
const ABSOLUTE_MS = 30 * DAY_MS;
const IDLE_MS = 14 * DAY_MS;
/** `last_seen_at` is written at most this often, so that reading does not write. */
const SEEN_MS = 5 * 60_000;
const MAX_LISTED = 200;

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

/** One of a person's sign-ins, as they see it. */
export interface OwnSession {
  readonly id: string;
  /** "Firefox on Windows" */
  readonly device: string;
  readonly ipAddress: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

interface OwnSessionRow {
  id: string;
  user_agent: string | null;
  ip_address: string | null;
  created_at: string;
  last_seen_at: string;
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
    const userAgent = userAgentOf(request);
    await execute(
      ctx.manager,
      sql`INSERT INTO sessions (id, user_id, token_hash, user_agent, ip_address, created_at, last_seen_at, expires_at, stepped_up_at)
          VALUES (${id}, ${userId}, ${hashToken(token)}, ${userAgent}, ${ctx.ip}, ${now}, ${now}, ${new Date(now.getTime() + ABSOLUTE_MS)}, ${now})`,
    );
    this.setCookie(reply, token);
    return id;
  }

  /** A new token for the same session, when what it may do has changed: whoever knew the old one is out. */
  async rotate(ctx: Context, sessionId: string, reply: FastifyReply): Promise<void> {
    const token = newToken();
    await execute(ctx.manager, sql`UPDATE sessions SET token_hash = ${hashToken(token)} WHERE id = ${sessionId}`);
    this.setCookie(reply, token);
  }

  /** The live sessions of a person, the one used last first. */
  async list(ctx: Context, userId: string): Promise<OwnSession[]> {
    const now = this.clock.now();
    const rows = await queryRows<OwnSessionRow>(
      ctx.manager,
      sql`SELECT id, user_agent, ip_address, created_at, last_seen_at FROM sessions
          WHERE user_id = ${userId} AND expires_at > ${now} AND last_seen_at > ${new Date(now.getTime() - IDLE_MS)}
          ORDER BY last_seen_at DESC, id DESC LIMIT ${MAX_LISTED}`,
    );
    return rows.map((row) => ({
      id: row.id,
      device: deviceName(row.user_agent),
      ipAddress: row.ip_address,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }));
  }

  /** Ends one session of a person; false when they have no such session. */
  async revoke(ctx: Context, userId: string, sessionId: string): Promise<boolean> {
    return (await execute(ctx.manager, sql`DELETE FROM sessions WHERE user_id = ${userId} AND id = ${sessionId}`)) > 0;
  }

  /** What the token of a request is stored as; null when it carries none. */
  tokenHashOf(request: FastifyRequest): string | null {
    const token = request.cookies[this.cookieName];
    return token ? hashToken(token) : null;
  }

  /** One indexed look-up: who is it, and which role in the workspace of the path. Null when there is no live session. */
  async find(ctx: Context, request: FastifyRequest, workspaceId: string | null): Promise<SessionAccess | null> {
    const tokenHash = this.tokenHashOf(request);
    if (!tokenHash) return null;
    const row = await queryOneShort<SessionRow>(
      ctx.manager,
      sql`SELECT s.id, s.user_id, s.last_seen_at, s.expires_at, s.stepped_up_at, m.role, w.deleted_at
          FROM sessions s LEFT JOIN workspace_members m ON m.user_id = s.user_id AND m.workspace_id = ${workspaceId ?? ''}
            LEFT JOIN workspaces w ON w.id = m.workspace_id
          WHERE s.token_hash = ${tokenHash}`,
    );
    if (!row) return null;
    const now = this.clock.now().getTime();
    const seen = Date.parse(row.last_seen_at);
    if (now >= Date.parse(row.expires_at) || now - seen >= IDLE_MS) {
      // For good: a clock that is set back must not bring it to life again.
      await execute(ctx.manager, sql`DELETE FROM sessions WHERE id = ${row.id}`);
      return null;
    }
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

  /** Signs a person out everywhere else, as after a change of password; answers how many sessions that were. */
  endOthers(ctx: Context, userId: string, keptSessionId: string): Promise<number> {
    return execute(ctx.manager, sql`DELETE FROM sessions WHERE user_id = ${userId} AND id <> ${keptSessionId}`);
  }

  /** Signs a person out everywhere. */
  endAll(ctx: Context, userId: string): Promise<number> {
    return execute(ctx.manager, sql`DELETE FROM sessions WHERE user_id = ${userId}`);
  }

  private setCookie(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.cookieName, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.isSecure,
      maxAge: ABSOLUTE_MS / 1000,
    });
  }

  /** `__Host-` binds the cookie to this origin; it needs Secure, so plain http (a laptop, a LAN) uses the bare name. */
  private get cookieName(): string {
    return this.config.isSecure ? '__Host-rapport' : 'rapport';
  }
}

export function userAgentOf(request: FastifyRequest): string {
  return String(request.headers['user-agent'] ?? '').slice(0, 300);
}
