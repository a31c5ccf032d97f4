import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ConsentCarryService } from '../consent/ConsentCarryService.js';
import type { CarriedConsent, ConsentChannel } from '../consent/public.js';
import { type ContactImage, pointsOf } from '../contacts/public.js';
import type { MergeConsentDto } from './MergeDtos.js';

const CHANNELS: readonly (readonly [ConsentChannel, 'email' | 'phone'])[] = [
  ['email', 'email'],
  ['text', 'phone'],
];
const SAID: Readonly<Record<string, string>> = {
  complained: 'reported an email as spam',
  unsubscribed: 'unsubscribed',
  manual: 'was stopped by a colleague',
  bounced: 'does not accept mail',
};

/** What became of "no": said by one of them, it holds for all that one person is reached at. */
@Injectable()
export class MergeConsent {
  constructor(private readonly consent: ConsentCarryService) {}

  async carry(
    ctx: WorkspaceContext,
    images: readonly ContactImage[],
    cause: { contactId: string; mergeId: string },
  ): Promise<CarriedConsent[]> {
    const carried: CarriedConsent[] = [];
    for (const [channel, kind] of CHANNELS) carried.push(await this.consent.carry(ctx, channel, keysOf(images, kind), cause));
    return carried.filter(({ addresses, choices }) => addresses.length > 0 || choices !== undefined);
  }

  async takeBack(ctx: WorkspaceContext, carried: readonly CarriedConsent[], cause: { contactId: string; mergeId: string }): Promise<void> {
    for (const one of carried) await this.consent.takeBack(ctx, one, cause);
  }

  async describe(ctx: WorkspaceContext, images: readonly ContactImage[]): Promise<MergeConsentDto[]> {
    const described: MergeConsentDto[] = [];
    for (const [channel, kind] of CHANNELS) {
      const keys = keysOf(images, kind);
      if (keys.length === 0) continue;
      const strictest = await this.consent.strictest(ctx, channel, keys);
      const what = channel === 'email' ? 'email' : 'texts';
      const text = strictest
        ? `This person gets no ${what}: ${strictest.addressKey} ${SAID[strictest.reason] ?? strictest.reason}. That holds for every address they have.`
        : `No opt-outs. This person can receive ${what}.`;
      described.push({ channel, isStopped: strictest !== null, text });
    }
    return described;
  }
}

function keysOf(images: readonly ContactImage[], kind: 'email' | 'phone'): string[] {
  return [...new Set(images.flatMap(pointsOf).flatMap((point) => (point.kind === kind ? [point.key] : [])))];
}
