import { Module } from '@nestjs/common';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { TemplateContactReader } from './TemplateContactReader.js';
import { MergeTagController, TemplateController } from './TemplateController.js';
import { TemplateReferences } from './TemplateReferences.js';
import { TemplateRenderService } from './TemplateRenderService.js';
import { TemplateRepository } from './TemplateRepository.js';
import { TemplateService } from './TemplateService.js';

@Module({
  imports: [UsersModule, WorkspacesModule],
  controllers: [TemplateController, MergeTagController],
  providers: [TemplateService, TemplateRenderService, TemplateReferences, TemplateRepository, TemplateContactReader],
  exports: [TemplateService, TemplateRenderService, TemplateReferences],
})
export class TemplatesModule {}
