import { Injectable } from '@nestjs/common';
import { fullName, misspeltTerms, similarityOf } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { ContactSummaryDto } from '../ContactDtos.js';
import type { ContactRow } from '../contactRows.js';
import { ContactTable } from '../ContactTable.js';
import { piecesOf } from './similarPieces.js';
import { type MisspeltWord, SimilarRepository, type SimilarTerm } from './SimilarRepository.js';

/** A word that more contacts have a part of leads to none of them. */
const MOST_READ = 10_000;
/** Compared in the process. */
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
    const misspelt = terms.filter((one): one is MisspeltWord => one.pieces !== null);
    if (misspelt.length === 0) return [];
    const rows = await this.similar.list(ctx, terms, await this.rareOf(ctx, misspelt), MOST_COMPARED);
    const alike = rows
      .map((row) => ({ row, likeness: similarityOf(textsOf(row), words) }))
      .filter(({ likeness }) => likeness > 0)
      .sort((a, b) => b.likeness - a.likeness || (a.row.id < b.row.id ? -1 : 1));
    return this.table.present(
      ctx,
      alike.slice(0, MOST_SHOWN).map(({ row }) => row),
    );
  }

  /** The first word that few contacts have a part of, so that no more than these are read. */
  private async rareOf(ctx: WorkspaceContext, words: readonly MisspeltWord[]): Promise<MisspeltWord | null> {
    for (const word of words) if ((await this.similar.count(ctx, word, MOST_READ)) <= MOST_READ) return word;
    return null;
  }
}

function textsOf(row: ContactRow): string[] {
  const mailbox = row.emailKey?.slice(0, row.emailKey.lastIndexOf('@'));
  return [fullName(row), mailbox, row.company].filter((text): text is string => Boolean(text));
}
