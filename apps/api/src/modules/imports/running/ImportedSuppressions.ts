import { emailKey } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { ConsentService } from '../../consent/ConsentService.js';
import type { IntakeOutcome } from '../../lists/ContactIntakeService.js';
import type { ContactDraft } from '../mapping/RowMapper.js';

/** Each takes a handful of statements, so requests get a turn in between. */
const AT_A_TIME = 25;

/** People who unsubscribed, bounced or complained where they come from stay so here, whether or not the row itself was taken. */
@Injectable()
export class ImportedSuppressions {
  constructor(private readonly consent: ConsentService) {}

  async keep(ctx: WorkspaceContext, importId: string, drafts: readonly ContactDraft[], outcomes: readonly IntakeOutcome[]): Promise<void> {
    let done = 0;
    for (const [i, { suppression, primaryEmail }] of drafts.entries()) {
      if (suppression === null || primaryEmail === null) continue;
      const outcome = outcomes[i];
      const contactId = outcome && outcome.kind !== 'rejected' ? outcome.contactId : null;
      await this.consent.suppress(ctx, suppression, {
        channel: 'email',
        addressKey: emailKey(primaryEmail),
        source: 'import',
        contactId,
        proof: { importId },
      });
      done += 1;
      if (done % AT_A_TIME === 0) await nextTurn();
    }
  }
}
