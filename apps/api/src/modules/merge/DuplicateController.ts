import { Body, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import {
  Allow,
  NeedsScope,
  ReadOnly,
  Refuses,
  Returns,
  ReturnsList,
  ReturnsNothing,
  ReturnsPage,
  StepUp,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { BulkActionDto } from '../contacts/public.js';
import {
  DismissDuplicateDto,
  DuplicatePairDto,
  DuplicateStateDto,
  LikeContactDto,
  ListDuplicatesQuery,
  TypedContactDto,
} from './DuplicateDtos.js';
import { DuplicateService } from './DuplicateService.js';
import { ExactMerges } from './ExactMerges.js';
import { LikeContacts } from './finding/LikeContacts.js';
import { SearchRequests } from './finding/SearchRequests.js';

@WorkspaceController('duplicates')
export class DuplicateController {
  constructor(
    private readonly duplicates: DuplicateService,
    private readonly search: SearchRequests,
    private readonly exact: ExactMerges,
    private readonly like: LikeContacts,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(DuplicatePairDto)
  listDuplicates(@Ctx() ctx: WorkspaceContext, @Query() query: ListDuplicatesQuery): Promise<Page<DuplicatePairDto>> {
    return this.duplicates.list(ctx, query);
  }

  @Get('state')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(DuplicateStateDto)
  getDuplicateState(@Ctx() ctx: WorkspaceContext): Promise<DuplicateStateDto> {
    return this.duplicates.state(ctx);
  }

  /** Who may be there already, while a contact is typed: at most three, the most certain first. */
  @Post('like')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReadOnly()
  @ReturnsList(LikeContactDto)
  findLikeContacts(@Ctx() ctx: WorkspaceContext, @Body() typed: TypedContactDto): Promise<LikeContactDto[]> {
    return this.like.find(ctx, typed);
  }

  @Post('search')
  @Allow('author')
  @NeedsScope('contacts:write')
  @ReturnsNothing(202)
  searchDuplicates(@Ctx() ctx: WorkspaceContext): Promise<void> {
    return this.search.request(ctx);
  }

  /** A bulk action like any other: watched, cancelled and undone under contacts/bulk. */
  @Post('merge-exact')
  @Allow('author')
  @NeedsScope('contacts:write')
  @StepUp()
  @Returns(BulkActionDto)
  mergeExactDuplicates(@Ctx() ctx: WorkspaceContext): Promise<BulkActionDto> {
    return this.exact.start(ctx);
  }

  @Post('dismiss')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Refuses(404)
  @ReturnsNothing()
  dismissDuplicate(@Ctx() ctx: WorkspaceContext, @Body() input: DismissDuplicateDto): Promise<void> {
    return this.duplicates.dismiss(ctx, input);
  }

  /** Takes that back: the two are shown again, as far as they are alike. */
  @Post('reopen')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Refuses(404)
  @ReturnsNothing()
  reopenDuplicate(@Ctx() ctx: WorkspaceContext, @Body() input: DismissDuplicateDto): Promise<void> {
    return this.duplicates.reopen(ctx, input);
  }
}

@WorkspaceController('contacts/:id/duplicates')
export class ContactDuplicatesController {
  constructor(private readonly duplicates: DuplicateService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(DuplicatePairDto)
  listContactDuplicates(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<DuplicatePairDto[]> {
    return this.duplicates.listFor(ctx, id);
  }
}
