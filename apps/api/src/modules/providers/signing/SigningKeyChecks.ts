import { Injectable } from '@nestjs/common';
import { findSigningRecord, type FoundRecord, NameServers, signingRecordOf } from '@rapport/providers';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { SenderCheckLimits } from '../SenderCheckLimits.js';
import type { SigningKeyCheckDto } from './SigningKeyDtos.js';
import type { SigningKeyRow } from './SigningKeyRepository.js';
import { presentSigningKey, SigningKeyService } from './SigningKeyService.js';

/** Whether the record of a signing key is published. A key that waited is active from then on; one that is active stays so, whatever is found. */
@Injectable()
export class SigningKeyChecks {
  private readonly names: NameServers;

  constructor(
    private readonly service: SigningKeyService,
    private readonly limits: SenderCheckLimits,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.names = new NameServers(config.dnsServers);
  }

  /** Asks the name servers now. Counts as one of the checks that are allowed in a while. */
  async check(ctx: WorkspaceContext, accountId: string, id: string): Promise<SigningKeyCheckDto> {
    await this.service.requireSender(ctx, accountId);
    const before = await this.service.require(ctx, accountId, id);
    await this.limits.count(ctx);
    const found = await findSigningRecord(signingRecordOf(before), this.names);
    if (found.state === 'published' && before.state === 'waiting') await this.service.activate(ctx, before);
    const key = await this.service.require(ctx, accountId, id);
    return {
      key: presentSigningKey(key),
      state: found.state,
      message: messageOf(key, found),
      found: [...found.found],
      checkedAt: nowIso(this.clock),
    };
  }
}

function messageOf({ state, domain }: SigningKeyRow, found: FoundRecord): string {
  if (state === 'retired')
    return found.state === 'published'
      ? 'A newer key signs now. Leave this record for a week, so that messages on their way can still be checked, then delete it.'
      : 'A newer key signs now, so this record is no longer needed.';
  switch (found.state) {
    case 'published':
      return `The record is published. Messages from ${domain} are signed with this key.`;
    case 'unknown':
      return `The name servers gave no answer (${found.code}). Check again later.`;
    case 'several':
      return 'More than one record is published at this name, so receivers may read the wrong one. Keep only the one shown here.';
    case 'different':
      return 'Another value is published at this name. Replace it by the one shown here, complete and without line breaks.';
    case 'missing':
      return state === 'active'
        ? 'The record is no longer published. Messages are still signed, but receivers can’t check the signature. Publish it again.'
        : 'The record was not found. Publish it where your domain is kept; it can take from minutes to a day until it is seen.';
  }
}
