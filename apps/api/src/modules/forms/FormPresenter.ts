import { Injectable } from '@nestjs/common';
import type { ReaderLanguage } from '@rapport/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { BrandingService } from '../settings/BrandingService.js';
import type { StoredForm } from './formContent.js';
import type { FormDto, FormSummaryDto } from './FormDtos.js';
import { FormFields } from './FormFields.js';
import { snippetOf } from './formPage.js';

/** Forms as the API shows them, and where they are found. */
@Injectable()
export class FormPresenter {
  constructor(
    private readonly config: AppConfig,
    private readonly fields: FormFields,
    private readonly branding: BrandingService,
  ) {}

  /** `own`: the language of a form; null: that of the workspace. */
  async languageOf(ctx: WorkspaceContext, own: ReaderLanguage | null): Promise<ReaderLanguage> {
    return own ?? (await this.branding.get(ctx)).language;
  }

  urlOf(formId: string): string {
    return `${this.config.publicUrl}/f/${formId}`;
  }

  /** Of a page, without the host. */
  pathOf(rest: string): string {
    return `${this.config.basePath}/f/${rest}`;
  }

  summarise({ id, name, isActive, submittedCount, confirmedCount, createdAt, updatedAt }: StoredForm): FormSummaryDto {
    return { id, name, isActive, url: this.urlOf(id), submittedCount, confirmedCount, createdAt, updatedAt };
  }

  async present(ctx: WorkspaceContext, form: StoredForm): Promise<FormDto> {
    const { workspaceId: _ofTheContext, fields, listIds, topicIds, ...rest } = form;
    const url = this.urlOf(form.id);
    const language = await this.languageOf(ctx, form.language);
    const snippet = snippetOf(form, await this.fields.inputsOf(ctx, fields, language), { url, language });
    return { ...rest, fields: [...fields], listIds: [...listIds], topicIds: [...topicIds], url, snippet };
  }
}
