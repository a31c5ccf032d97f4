import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { type Page, PageQuery } from '../../platform/http/Page.js';
import {
  Allow,
  NeedsScope,
  ReadOnly,
  Returns,
  ReturnsList,
  ReturnsNothing,
  ReturnsPage,
  WorkspaceController,
} from '../../platform/http/routes.js';
import { ChangesVersion } from '../../platform/http/versions.js';
import { CreateFormDto, FormDto, FormPreviewDto, FormSummaryDto, PreviewFormDto, SignUpDto, UpdateFormDto } from './FormDtos.js';
import { FormService } from './FormService.js';
import { SignUpReader } from './SignUpReader.js';

@WorkspaceController('forms')
export class FormController {
  constructor(
    private readonly forms: FormService,
    private readonly signUps: SignUpReader,
  ) {}

  /** By their names. */
  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReturnsList(FormSummaryDto)
  listForms(@Ctx() ctx: WorkspaceContext): Promise<FormSummaryDto[]> {
    return this.forms.list(ctx);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(FormDto)
  getForm(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<FormDto> {
    return this.forms.get(ctx, id);
  }

  /** Left out, texts get a wording that works, and the form is off. */
  @Post()
  @Allow('admin')
  @NeedsScope('workspace:write', { listIds: 'lists:write' })
  @Returns(FormDto, 201)
  createForm(@Ctx() ctx: WorkspaceContext, @Body() input: CreateFormDto): Promise<FormDto> {
    return this.forms.create(ctx, input);
  }

  /** The page as visitors would see it with these words. */
  @Post('preview')
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ReadOnly()
  @Returns(FormPreviewDto)
  previewForm(@Ctx() ctx: WorkspaceContext, @Body() input: PreviewFormDto): Promise<FormPreviewDto> {
    return this.signUps.preview(ctx, input);
  }

  @Patch(':id')
  @Allow('admin')
  @NeedsScope('workspace:write', { listIds: 'lists:write' })
  @Returns(FormDto)
  @ChangesVersion()
  updateForm(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: UpdateFormDto): Promise<FormDto> {
    return this.forms.update(ctx, id, input);
  }

  /** Only a form without confirmed sign-ups; others are switched off. */
  @Delete(':id')
  @Allow('admin')
  @NeedsScope('workspace:write')
  @ReturnsNothing()
  deleteForm(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.forms.delete(ctx, id);
  }

  /** Contacts that confirmed, the newest first. */
  @Get(':id/sign-ups')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(SignUpDto)
  listSignUps(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Query() query: PageQuery): Promise<Page<SignUpDto>> {
    return this.signUps.list(ctx, id, query);
  }
}
