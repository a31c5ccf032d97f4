import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isPostgres, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { contactColumns, type ContactRow } from '../contactRows.js';
import { matchesTerms, shortTermQuery, trigramQuery } from '../contactSearch.js';
import { pairsOf, type SimilarPieces } from './similarPieces.js';

export interface SimilarTerm {
  readonly term: string;
  /** Null for one that has to be there as it is. */
  readonly pieces: SimilarPieces | null;
}

export interface MisspeltWord extends SimilarTerm {
  readonly pieces: SimilarPieces;
}

/** Contacts that are read where a search has no rare word. */
const NEWEST_READ = 20_000;

const FIXED = { text: sql.raw('c.search_text'), short: sql.raw('c.search_short') };

/** Contacts that may be meant by a misspelt search: both databases name the same ones, in the same order. */
@Injectable()
export class SimilarRepository {
  /** How many live contacts have a part of the word; no more than `most + 1` are read. */
  async count(ctx: WorkspaceContext, word: MisspeltWord, most: number): Promise<number> {
    const postgres = isPostgres(ctx.manager);
    const [found] = await queryRowsAside<{ count: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM (SELECT 1 FROM ${ledBy(ctx, word, postgres)} WHERE ${liveOf(ctx)} AND ${hasPartOf(word, postgres)}
        LIMIT ${most + 1}) k`,
    );
    return Number(found?.count ?? 0);
  }

  /**
   * Live contacts with a part of each word, at most so many: first those that share the most letters with all of them.
   * @param lead one of the words, with few contacts: they are read. Null where each word has many: the newest of the workspace are.
   */
  list(ctx: WorkspaceContext, words: readonly SimilarTerm[], lead: MisspeltWord | null, limit: number): Promise<ContactRow[]> {
    const postgres = isPostgres(ctx.manager);
    const holds = sql.join(
      words.map((word) => hasPartOf(word, postgres)),
      ' AND ',
    );
    const at = sql.raw(postgres ? 'strpos' : 'instr');
    const pairs = [...new Set(words.flatMap(({ term }) => pairsOf(term)))];
    const shared = sql.join(
      pairs.map((pair) => sql`(CASE WHEN ${at}(c.search_text, ${pair}) > 0 THEN 1 ELSE 0 END)`),
      ' + ',
    );
    const from = lead ? ledBy(ctx, lead, postgres) : newestOf(ctx);
    return queryRowsAside<ContactRow>(
      ctx.manager,
      sql`SELECT ${contactColumns} FROM ${from} WHERE ${liveOf(ctx)} AND ${holds}
        ORDER BY ${shared} DESC, c.id DESC LIMIT ${limit}`,
    );
  }
}

function liveOf(ctx: WorkspaceContext): SqlFragment {
  return sql`c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL`;
}

/** The rows themselves, not their ids: PostgreSQL without statistics would look through all of the ids for each contact. */
function newestOf(ctx: WorkspaceContext): SqlFragment {
  return sql`(SELECT c.* FROM base_contacts c WHERE ${liveOf(ctx)} ORDER BY c.created_on DESC, c.id DESC LIMIT ${NEWEST_READ}) c`;
}

/** SQLite is led by its indexes, and reads the newest rows plainly; PostgreSQL finds its own way. */
function ledBy(ctx: WorkspaceContext, word: MisspeltWord, postgres: boolean): SqlFragment {
  if (postgres) return sql`base_contacts c`;
  const { parts, beginning } = word.pieces;
  const query = parts.map((part) => `(${trigramQuery([part])})`).join(' OR ');
  return sql`(SELECT rowid AS search_id FROM contact_search WHERE contact_search MATCH ${query}
    ${sql.if(beginning, () => sql`UNION SELECT rowid FROM contact_short WHERE contact_short MATCH ${shortTermQuery([beginning ?? ''])}`)}
    UNION SELECT c.search_id FROM base_contacts c NOT INDEXED
      WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${liveOf(ctx)} AND ${hasPartOf(word, false)}) k
    CROSS JOIN base_contacts c ON c.search_id = k.search_id`;
}

function hasPartOf({ term, pieces }: SimilarTerm, postgres: boolean): SqlFragment {
  const isShort = [...term].length < 3;
  const whole = matchesTerms(isShort ? { anywhere: [], short: [term] } : { anywhere: [term], short: [] }, postgres, FIXED);
  if (pieces === null) return sql`(${sql.join(whole, ' AND ')})`;
  const parts = pieces.parts.flatMap((part) => matchesTerms({ anywhere: [part], short: [] }, postgres, FIXED));
  const beginning = pieces.beginning === null ? [] : matchesTerms({ anywhere: [], short: [pieces.beginning] }, postgres, FIXED);
  return sql`(${sql.join([...parts, ...beginning], ' OR ')})`;
}
