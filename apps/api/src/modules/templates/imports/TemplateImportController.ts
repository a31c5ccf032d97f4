import { Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Ctx } from '../../../platform/context/Ctx.js';
import { Allow, NeedsScope, ReadOnly, Refuses, Returns, WorkspaceController } from '../../../platform/http/routes.js';
import { TemplateDto } from '../TemplateDtos.js';
import { ImportTemplateQuery, RehearseImportQuery, TemplateImportPlanDto } from './TemplateImportDtos.js';
import { TemplateImports } from './TemplateImports.js';
import { type OpenImport, UploadedTemplate } from './importUpload.js';

@WorkspaceController('template-imports')
export class TemplateImportController {
  constructor(private readonly imports: TemplateImports) {}

  @Post('rehearsal')
  @Allow('author')
  @ReadOnly()
  @NeedsScope('templates:write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @Returns(TemplateImportPlanDto)
  rehearseTemplateImport(
    @Ctx() ctx: WorkspaceContext,
    @Query() query: RehearseImportQuery,
    @UploadedTemplate() open: OpenImport,
  ): Promise<TemplateImportPlanDto> {
    return this.imports.rehearse(ctx, open, query);
  }

  @Post()
  @Allow('author')
  @NeedsScope('templates:write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @Returns(TemplateDto, 201)
  @Refuses(409)
  importTemplate(
    @Ctx() ctx: WorkspaceContext,
    @Query() query: ImportTemplateQuery,
    @UploadedTemplate() open: OpenImport,
  ): Promise<TemplateDto> {
    return this.imports.run(ctx, open, query);
  }
}
