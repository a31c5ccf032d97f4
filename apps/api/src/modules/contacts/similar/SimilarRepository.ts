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

const FIXED = { text: sql.raw('c.search_text'), short: sql.raw('c.search_short') };

/** Contacts that may be meant by a misspelt search: both databases name the same ones, in the same order. */
@Injectable()
export class SimilarRepository {
  /** Live contacts with a part of each word, at most so many: first those that share the most letters with all of them. */
  list(
    ctx: WorkspaceContext,
    lead: SimilarTerm & { pieces: SimilarPieces },
    others: readonly SimilarTerm[],
    limit: number,
  ): Promise<ContactRow[]> {
    const postgres = isPostgres(ctx.manager);
    const own = sql`c.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL`;
    const holds = sql.join(
      [lead, ...others].map((term) => hasPartOf(term, postgres)),
      ' AND ',
    );
    const at = sql.raw(postgres ? 'strpos' : 'instr');
    const pairs = [...new Set([lead, ...others].flatMap(({ term }) => pairsOf(term)))];
    const shared = sql.join(
      pairs.map((pair) => sql`(CASE WHEN ${at}(c.search_text, ${pair}) > 0 THEN 1 ELSE 0 END)`),
      ' + ',
    );
    const from = postgres
      ? sql`base_contacts c`
      : sql`(${candidates(lead.pieces, own, holds)}) k CROSS JOIN base_contacts c ON c.search_id = k.search_id`;
    return queryRowsAside<ContactRow>(
      ctx.manager,
      sql`SELECT ${contactColumns} FROM ${from} WHERE ${own} AND ${holds} ORDER BY ${shared} DESC, c.id DESC LIMIT ${limit}`,
    );
  }
}

/** SQLite is led by its indexes; the newest rows are read plainly. */
function candidates({ parts, beginning }: SimilarPieces, own: SqlFragment, holds: SqlFragment): SqlFragment {
  const query = parts.map((part) => `(${trigramQuery([part])})`).join(' OR ');
  return sql`SELECT rowid AS search_id FROM contact_search WHERE contact_search MATCH ${query}
    ${sql.if(beginning, () => sql`UNION SELECT rowid FROM contact_short WHERE contact_short MATCH ${shortTermQuery([beginning ?? ''])}`)}
    UNION SELECT c.search_id FROM base_contacts c NOT INDEXED WHERE c.search_id > (SELECT indexed_up_to FROM contact_search_state) AND ${own} AND ${holds}`;
}

function hasPartOf({ term, pieces }: SimilarTerm, postgres: boolean): SqlFragment {
  const isShort = [...term].length < 3;
  const whole = matchesTerms(isShort ? { anywhere: [], short: [term] } : { anywhere: [term], short: [] }, postgres, FIXED);
  if (pieces === null) return sql`(${sql.join(whole, ' AND ')})`;
  const parts = pieces.parts.flatMap((part) => matchesTerms({ anywhere: [part], short: [] }, postgres, FIXED));
  const beginning = pieces.beginning === null ? [] : matchesTerms({ anywhere: [], short: [pieces.beginning] }, postgres, FIXED);
  return sql`(${sql.join([...parts, ...beginning], ' OR ')})`;
}
