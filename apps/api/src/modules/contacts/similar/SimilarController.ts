import { Get, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, NeedsScope, ReturnsList, WorkspaceController } from '../../../platform/http/routes.js';
import { ContactSummaryDto, SimilarContactsQuery } from '../ContactDtos.js';
import { SimilarContacts } from './SimilarContacts.js';

/** Before ContactController in its module: no contact has the id "similar". */
@WorkspaceController('contacts')
export class SimilarController {
  constructor(private readonly similar: SimilarContacts) {}

  /** Whom a misspelt search may mean, the most like first; at most eight. */
  @Get('similar')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(ContactSummaryDto)
  listSimilarContacts(@Ctx() ctx: WorkspaceContext, @Query() { search }: SimilarContactsQuery): Promise<ContactSummaryDto[]> {
    return this.similar.find(ctx, search);
  }
}
