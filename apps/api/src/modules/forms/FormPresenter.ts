import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
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
  ) {}

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
    const snippet = snippetOf(form, await this.fields.inputsOf(ctx, fields), url);
    return { ...rest, fields: [...fields], listIds: [...listIds], topicIds: [...topicIds], url, snippet };
  }
}
