import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { isId } from '../../platform/database/ids.js';
import type { PageOwner } from '../consent/public.js';
import { BrandingService } from '../settings/BrandingService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { FormWords, StoredForm } from './formContent.js';
import { FormFields } from './FormFields.js';
import type { FormInput } from './formInputs.js';
import { FormRepository } from './FormRepository.js';

/** A form as a visitor meets it. */
export interface Visit {
  readonly ctx: WorkspaceContext;
  readonly form: StoredForm;
  readonly inputs: readonly FormInput[];
  readonly owner: PageOwner;
  /** In which numbers without a country are read. */
  readonly country: string | null;
}

/** Whose form a visitor has before them. */
@Injectable()
export class FormVisits {
  constructor(
    private readonly forms: FormRepository,
    private readonly workspaces: WorkspaceService,
    private readonly branding: BrandingService,
    private readonly fields: FormFields,
  ) {}

  /** Null when there is no such form, or its workspace has been deleted. */
  async open(ctx: Context, formId: string): Promise<Visit | null> {
    const form = isId(formId) ? await this.forms.findPublic(ctx, formId) : null;
    if (!form) return null;
    const inside = inWorkspace(ctx, form.workspaceId, 'viewer');
    return { ctx: inside, form, ...(await this.around(inside, form)) };
  }

  /** What a page with these words takes from its workspace. */
  async around(
    ctx: WorkspaceContext,
    { fields, language: own }: Pick<FormWords, 'fields' | 'language'>,
  ): Promise<Pick<Visit, 'owner' | 'country' | 'inputs'>> {
    const { name, defaultCountry } = await this.workspaces.require(ctx);
    const brand = await this.branding.get(ctx);
    const language = own ?? brand.language;
    const inputs = await this.fields.inputsOf(ctx, fields, language);
    return { owner: { workspaceName: name, brand: { ...brand, language } }, country: defaultCountry, inputs };
  }
}
