import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ConsentService } from './ConsentService.js';
import { ErasedAddressService } from './ErasedAddressService.js';
import { PreferenceService } from './preferences/PreferenceService.js';

/** What someone confirmed by the link in their mailbox. */
export interface ConfirmedSignUp {
  readonly addressKey: string;
  readonly contactId: string;
  readonly formName: string;
  /** Topics that are joined again where the address had left them. */
  readonly topicIds: readonly string[];
  readonly proof: Readonly<Record<string, unknown>>;
}

/** Consent by a form: who may be asked for it, and what it changes. */
@Injectable()
export class SignUpConsentService {
  constructor(
    private readonly consent: ConsentService,
    private readonly preferences: PreferenceService,
    private readonly erased: ErasedAddressService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Whether a mail may ask this address to confirm. Whoever unsubscribed may change their mind; no mail goes to an address that
   * bounced, complained, was stopped by a member or was erased, whatever a stranger types.
   */
  async mayAsk(ctx: WorkspaceContext, addressKey: string): Promise<boolean> {
    const suppressed = await this.consent.listSuppressed(ctx, 'email', [addressKey]);
    const reason = suppressed.get(addressKey)?.reason ?? null;
    if (reason !== null && reason !== 'unsubscribed') return false;
    return (await this.erased.among(ctx, 'email', [addressKey])).size === 0;
  }

  async confirm(ctx: WorkspaceContext, { addressKey, contactId, formName, topicIds, proof }: ConfirmedSignUp): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.consent.agree(ctx, formName, { channel: 'email', addressKey, source: 'form', contactId, proof });
      if (topicIds.length === 0) return;
      const chooser = { channel: 'email', addressKey, source: 'form', contactId, recipientId: null, proof } as const;
      await this.preferences.change(ctx, chooser, { join: topicIds });
    });
  }
}
