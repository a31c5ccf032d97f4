import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { AssetsModule } from '../assets/AssetsModule.js';
import { ImageReferences } from '../assets/ImageReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { SnippetReferences } from '../snippets/SnippetReferences.js';
import { SnippetsModule } from '../snippets/SnippetsModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { templateActs } from './templateActs.js';
import { MergeTagController, TemplateController } from './TemplateController.js';
import { RenderContacts } from './RenderContacts.js';
import { RenderPool } from './rendering/RenderPool.js';
import { TemplatePictures } from './TemplatePictures.js';
import { TemplateImportController } from './imports/TemplateImportController.js';
import { TemplateImports } from './imports/TemplateImports.js';
import { TemplateTagController } from './TemplateTagController.js';
import { TemplateTagRepository } from './TemplateTagRepository.js';
import { TemplateTags } from './TemplateTags.js';
import { TemplateUses } from './TemplateUses.js';
import { TemplateReferences } from './TemplateReferences.js';
import { templatesShowing } from './templateImages.js';
import { TemplateRenderService } from './TemplateRenderService.js';
import { TemplateRepository } from './TemplateRepository.js';
import { TemplateService } from './TemplateService.js';
import { TemplateSnippetController } from './TemplateSnippetController.js';
import { templatesHolding } from './snippetUses.js';
import { TemplateSnippets } from './TemplateSnippets.js';
import { TemplateVersions } from './TemplateVersions.js';

@Module({
  imports: [UsersModule, WorkspacesModule, SettingsModule, ContactsModule, CustomFieldsModule, AssetsModule, SnippetsModule],
  controllers: [TemplateController, TemplateSnippetController, TemplateTagController, TemplateImportController, MergeTagController],
  providers: [
    TemplateService,
    TemplateVersions,
    TemplateSnippets,
    TemplatePictures,
    TemplateUses,
    TemplateTags,
    TemplateImports,
    TemplateTagRepository,
    TemplateRenderService,
    RenderContacts,
    RenderPool,
    TemplateReferences,
    TemplateRepository,
  ],
  exports: [TemplateService, TemplateRenderService, TemplateReferences],
})
export class TemplatesModule {
  constructor(
    records: AuditedRecords,
    templates: TemplateRepository,
    tags: TemplateTagRepository,
    words: AuditWords,
    images: ImageReferences,
    snippets: SnippetReferences,
  ) {
    words.register(templateActs);
    images.register(templatesShowing);
    snippets.register(templatesHolding);
    records.register('templateTag', (ctx, ids) => tags.namesOf(ctx, ids));
    records.register('template', (ctx, ids) => templates.namesOf(ctx, ids));
  }
}
