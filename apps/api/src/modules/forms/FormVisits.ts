import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { isId } from '../../platform/database/ids.js';
import type { PageOwner } from '../consent/public.js';
import { BrandingService } from '../settings/BrandingService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { StoredForm } from './formContent.js';
import { FormRepository } from './FormRepository.js';

/** A form as a visitor meets it. */
export interface Visit {
  readonly ctx: WorkspaceContext;
  readonly form: StoredForm;
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
  ) {}

  /** Null when there is no such form, or its workspace has been deleted. */
  async open(ctx: Context, formId: string): Promise<Visit | null> {
    const form = isId(formId) ? await this.forms.findPublic(ctx, formId) : null;
    if (!form) return null;
    const inside = inWorkspace(ctx, form.workspaceId, 'viewer');
    const { owner, country } = await this.ownerOf(inside);
    return { ctx: inside, form, owner, country };
  }

  async ownerOf(ctx: WorkspaceContext): Promise<{ owner: PageOwner; country: string | null }> {
    const { name, defaultCountry } = await this.workspaces.require(ctx);
    return { owner: { workspaceName: name, brand: await this.branding.get(ctx) }, country: defaultCountry };
  }
}
