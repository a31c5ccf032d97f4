import { emailKey } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { ConsentService } from '../../consent/ConsentService.js';
import type { IntakeOutcome } from '../../lists/public.js';
import type { ContactDraft } from '../mapping/RowMapper.js';

/** People who unsubscribed, bounced or complained where they come from stay so here, whether or not the row itself was taken. */
@Injectable()
export class ImportedSuppressions {
  constructor(private readonly consent: ConsentService) {}

  async keep(ctx: WorkspaceContext, importId: string, drafts: readonly ContactDraft[], outcomes: readonly IntakeOutcome[]): Promise<void> {
    const suppressions = drafts.flatMap(({ suppression, primaryEmail }, i) => {
      if (suppression === null || primaryEmail === null) return [];
      const outcome = outcomes[i];
      const contactId = outcome && outcome.kind !== 'rejected' ? outcome.contactId : null;
      return [{ addressKey: emailKey(primaryEmail), reason: suppression, source: 'import', contactId, proof: { importId } }];
    });
    await this.consent.suppressMany(ctx, 'email', suppressions);
  }
}
