import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { queryRows, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { type Comparable, localParts } from './scorePair.js';

interface Row extends Omit<Comparable, 'emails' | 'phones'> {
  readonly emailKey: string | null;
  readonly phoneE164: string | null;
}

/** Of one kind of likeness so many are looked at. */
const MOST = 40;
const PREFIX = 4;

const columns = sql`c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.sort_name AS "sortName", c.sort_company AS "sortCompany",
  c.email_key AS "emailKey", c.phone_e164 AS "phoneE164"`;

/** Who may be the same person as someone: each question is one range of an index that is there anyway, and answers few. */
@Injectable()
export class CandidateRepository {
  /** Live ones, read beside everyone else. */
  load(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, Comparable>> {
    return this.read(ctx, ids, queryRowsAside);
  }

  /** As they are in the caller's unit of work. */
  loadNow(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, Comparable>> {
    return this.read(ctx, ids, queryRows);
  }

  private async read(ctx: WorkspaceContext, ids: readonly string[], query: typeof queryRows): Promise<Map<string, Comparable>> {
    if (ids.length === 0) return new Map();
    const rows = await query<Row>(
      ctx.manager,
      sql`SELECT ${columns} FROM base_contacts c WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(ids)}) AND COALESCE(c.deleted_at, '') = ''`,
    );
    const points = await query<{ contactId: string; kind: string; key: string }>(
      ctx.manager,
      sql`SELECT contact_id AS "contactId", kind, point_key AS key FROM contact_points
          WHERE contact_id IN (${sql.list(ids)}) AND workspace_id || '' = ${ctx.workspaceId}`,
    );
    const keysOf = (id: string, kind: string, primary: string | null): string[] => [
      ...(primary === null ? [] : [primary]),
      ...points.filter((point) => point.contactId === id && point.kind === kind).map(({ key }) => key),
    ];
    return new Map(
      rows.map(({ emailKey, phoneE164, ...row }) => [
        row.id,
        { ...row, emails: keysOf(row.id, 'email', emailKey), phones: keysOf(row.id, 'phone', phoneE164) },
      ]),
    );
  }

  /** Ids of live contacts that share an address or number with this one, or look like it by name, company or mailbox. */
  async findFor(ctx: WorkspaceContext, of: Comparable): Promise<string[]> {
    const liveCandidate = sql`c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL AND c.id <> ${of.id}`;
    const candidatesBy = (where: SqlFragment): SqlFragment =>
      sql`SELECT id FROM (SELECT c.id FROM base_contacts c WHERE ${liveCandidate} AND ${where} LIMIT ${MOST}) x`;
    const candidatesByPoint = (kind: 'email' | 'phone', keys: readonly string[]): SqlFragment =>
      sql`SELECT id FROM (SELECT c.id FROM contact_points p JOIN base_contacts c ON c.id = p.contact_id WHERE p.workspace_id = ${ctx.workspaceId}
            AND p.kind = ${kind} AND p.point_key IN (${sql.list(keys)}) AND ${liveCandidate} LIMIT ${MOST}) x`;
    const questions = [
      ...(of.emails.length > 0
        ? [candidatesBy(sql`c.email_key IN (${sql.list(of.emails)}) AND c.email_key IS NOT NULL`), candidatesByPoint('email', of.emails)]
        : []),
      ...(of.phones.length > 0
        ? [candidatesBy(sql`c.phone_e164 IN (${sql.list(of.phones)}) AND c.phone_e164 IS NOT NULL`), candidatesByPoint('phone', of.phones)]
        : []),
      ...namePrefixes(of.sortName).map((prefix) => candidatesBy(sql`c.sort_name IS NOT NULL AND ${startsWith('c.sort_name', prefix)}`)),
      ...localParts(of.emails).map((local) => candidatesBy(sql`c.email_key IS NOT NULL AND ${startsWith('c.email_key', `${local}@`)}`)),
      ...(of.sortCompany === null ? [] : [candidatesBy(sql`c.sort_company IS NOT NULL AND c.sort_company = ${of.sortCompany}`)]),
    ];
    if (questions.length === 0) return [];
    const rows = await queryRowsAside<{ id: string }>(ctx.manager, sql.join(questions, ' UNION '));
    return rows.map(({ id }) => id);
  }
}

/** The beginning of the name as it is written, and of the same with the family name in front. */
function namePrefixes(sortName: string | null): string[] {
  if (sortName === null) return [];
  const words = sortName.split(' ');
  const turned = [words.at(-1), ...words.slice(0, -1)].join(' ');
  const full = words.length > 1 ? [sortName, turned] : [sortName];
  const begun = words.length > 1 ? [`${words[0]?.slice(0, PREFIX) ?? ''}`, `${words[0] ?? ''} ${words.at(-1)?.slice(0, 2) ?? ''}`] : [];
  return [...new Set([...full, ...begun])].filter((prefix) => prefix.length >= 2);
}

/** Both engines compare by code point, so this is a range of the index. */
function startsWith(column: string, prefix: string): SqlFragment {
  return sql`${sql.raw(column)} >= ${prefix} AND ${sql.raw(column)} < ${`${prefix}\u{10FFFF}`}`;
}
