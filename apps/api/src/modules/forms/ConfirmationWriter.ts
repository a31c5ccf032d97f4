import { Injectable } from '@nestjs/common';
import type { OutgoingEmail } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { BrandingService } from '../settings/BrandingService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { confirmationMail } from './confirmationMail.js';
import { noSenderAddress } from './formErrors.js';
import { FormPresenter } from './FormPresenter.js';
import { FormService } from './FormService.js';
import { SignUpKeys } from './SignUpKeys.js';
import type { PendingSignUp } from './SignUpRepository.js';

/** The mail of one sign-up. */
@Injectable()
export class ConfirmationWriter {
  constructor(
    private readonly forms: FormService,
    private readonly presenter: FormPresenter,
    private readonly workspaces: WorkspaceService,
    private readonly branding: BrandingService,
    private readonly keys: SignUpKeys,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError while the workspace has no sender address */
  async write(ctx: WorkspaceContext, { id, formId, content, expiresAt }: PendingSignUp): Promise<OutgoingEmail> {
    const { title, language } = await this.forms.require(ctx, formId);
    const workspace = await this.workspaces.require(ctx);
    if (workspace.defaultFromEmail === null) throw noSenderAddress();
    const brand = await this.branding.get(ctx);
    return confirmationMail({
      ...{ signUpId: id, to: content.values.email, title, consentText: content.consentText, expiresAt },
      from: { name: workspace.defaultFromName, address: workspace.defaultFromEmail },
      replyTo: workspace.defaultReplyTo,
      workspaceName: workspace.name,
      postalAddress: workspace.postalAddress,
      url: `${this.presenter.urlOf('confirm')}/${this.keys.tokenOf(id)}`,
      colour: brand.colour,
      language: language ?? brand.language,
      date: this.clock.now(),
    });
  }
}
