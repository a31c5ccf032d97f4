import { Injectable } from '@nestjs/common';
import { fullName, misspeltTerms, similarityOf } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { ContactSummaryDto } from '../ContactDtos.js';
import type { ContactRow } from '../contactRows.js';
import { ContactTable } from '../ContactTable.js';
import { piecesOf } from './similarPieces.js';
import { SimilarRepository, type SimilarTerm } from './SimilarRepository.js';

/** Compared in the process: some two milliseconds. */
const MOST_COMPARED = 200;
const MOST_SHOWN = 8;

/** Whom a misspelt search may mean. */
@Injectable()
export class SimilarContacts {
  constructor(
    private readonly similar: SimilarRepository,
    private readonly table: ContactTable,
  ) {}

  /** The most like first; nobody where no word of the search is long enough to be misspelt. */
  async find(ctx: WorkspaceContext, search: string): Promise<ContactSummaryDto[]> {
    const words = misspeltTerms(search);
    const terms = words.map((term): SimilarTerm => ({ term, pieces: piecesOf(term) })).sort((a, b) => b.term.length - a.term.length);
    const lead = terms.find(({ pieces }) => pieces !== null);
    if (!lead?.pieces) return [];
    const { term, pieces } = lead;
    const others = terms.filter((one) => one !== lead);
    const rows = await this.similar.list(ctx, { term, pieces }, others, MOST_COMPARED);
    const alike = rows
      .map((row) => ({ row, likeness: similarityOf(textsOf(row), words) }))
      .filter(({ likeness }) => likeness > 0)
      .sort((a, b) => b.likeness - a.likeness || (a.row.id < b.row.id ? -1 : 1));
    return this.table.present(
      ctx,
      alike.slice(0, MOST_SHOWN).map(({ row }) => row),
    );
  }
}

function textsOf(row: ContactRow): string[] {
  const mailbox = row.emailKey?.slice(0, row.emailKey.lastIndexOf('@'));
  return [fullName(row), mailbox, row.company].filter((text): text is string => Boolean(text));
}
