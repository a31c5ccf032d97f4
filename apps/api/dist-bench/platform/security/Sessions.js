function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
function _ts_metadata(metadataKey, metadataValue) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") {
        return Reflect.metadata(metadataKey, metadataValue);
    }
}
import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/AppConfig.js';
import { newId } from '../database/ids.js';
import { execute, queryOne, sql } from '../database/sql.js';
import { Clock, nowIso } from '../time/Clock.js';
import { hashToken, newToken } from './tokens.js';
const DAY_MS = 86_400_000;
const ABSOLUTE_MS = 30 * DAY_MS;
const IDLE_MS = 14 * DAY_MS;
/** `last_seen_at` is written at most this often, so that reading does not write. */ const SEEN_MS = 5 * 60_000;
export class Sessions {
    constructor(config, clock){
        this.config = config;
        this.clock = clock;
    }
    /** Starts a session with a new id and sets its cookie. */ async start(ctx, userId, request, reply) {
        const token = newToken();
        const id = newId();
        const now = this.clock.now();
        const userAgent = String(request.headers['user-agent'] ?? '').slice(0, 300);
        await execute(ctx.manager, sql`INSERT INTO sessions (id, user_id, token_hash, user_agent, ip_address, created_at, last_seen_at, expires_at)
          VALUES (${id}, ${userId}, ${hashToken(token)}, ${userAgent}, ${ctx.ip}, ${now}, ${now}, ${new Date(now.getTime() + ABSOLUTE_MS)})`);
        void reply.setCookie(this.cookieName, token, {
            path: '/',
            httpOnly: true,
            sameSite: 'lax',
            secure: this.config.isSecure,
            maxAge: ABSOLUTE_MS / 1000
        });
        return id;
    }
    /** One indexed look-up: who is it, and which role in the workspace of the path. Null when there is no live session. */ async find(ctx, request, workspaceId) {
        const token = request.cookies[this.cookieName];
        if (!token) return null;
        const row = await queryOne(ctx.manager, sql`SELECT s.id, s.user_id, s.last_seen_at, s.expires_at, m.role
          FROM sessions s LEFT JOIN workspace_members m ON m.user_id = s.user_id AND m.workspace_id = ${workspaceId ?? ''}
          WHERE s.token_hash = ${hashToken(token)}`);
        if (!row) return null;
        const now = this.clock.now().getTime();
        const seen = Date.parse(row.last_seen_at);
        if (now >= Date.parse(row.expires_at) || now - seen >= IDLE_MS) return null;
        if (now - seen >= SEEN_MS) await execute(ctx.manager, sql`UPDATE sessions SET last_seen_at = ${nowIso(this.clock)} WHERE id = ${row.id}`);
        return {
            sessionId: row.id,
            userId: row.user_id,
            role: row.role
        };
    }
    async end(ctx, sessionId, reply) {
        await execute(ctx.manager, sql`DELETE FROM sessions WHERE id = ${sessionId}`);
        void reply.clearCookie(this.cookieName, {
            path: '/',
            httpOnly: true,
            sameSite: 'lax',
            secure: this.config.isSecure
        });
    }
    /** Signs a person out everywhere else, as after a change of password. */ async endOthers(ctx, userId, keptSessionId) {
        await execute(ctx.manager, sql`DELETE FROM sessions WHERE user_id = ${userId} AND id <> ${keptSessionId}`);
    }
    /** `__Host-` binds the cookie to this origin; it needs Secure, so plain http (a laptop, a LAN) uses the bare name. */ get cookieName() {
        return this.config.isSecure ? '__Host-rapport' : 'rapport';
    }
}
Sessions = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof AppConfig === "undefined" ? Object : AppConfig,
        typeof Clock === "undefined" ? Object : Clock
    ])
], Sessions);
