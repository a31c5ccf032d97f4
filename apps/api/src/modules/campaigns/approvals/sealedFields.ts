import { createHash } from 'node:crypto';
import { descriptorOf, type SenderType } from '@rapport/providers';
import { describeSchedule } from '../campaignSchedule.js';
import type { Campaign } from '../CampaignRow.js';
import type { TemplateVersion } from '../../templates/TemplateService.js';
import type { SealedField } from './fieldChanges.js';

export interface SealInput {
  readonly campaign: Campaign;
  readonly content: TemplateVersion;
  readonly listNames: ReadonlyMap<string, string>;
  readonly audienceCount: number;
  readonly senderType: SenderType;
}

/** Everything an approver says yes to. The template's text goes in as a hash of exactly the version that will be sent. */
export function sealedFields({ campaign, content, listNames, audienceCount, senderType }: SealInput): SealedField[] {
  const names = (ids: readonly string[]): string => ids.map((id) => listNames.get(id) ?? 'a deleted list').join(', ');
  const plain = (field: string, value: string | null): SealedField => ({ field, value: value ?? '', shown: value });
  return [
    { field: 'content', value: contentHash(content), shown: `${content.name}, version ${content.version}` },
    plain('subject', campaign.subject ?? content.subject),
    plain('fromName', campaign.fromName),
    plain('fromEmail', campaign.fromEmail),
    plain('replyTo', campaign.replyTo),
    { field: 'lists', value: sorted(campaign.audience.listIds), shown: names(campaign.audience.listIds) },
    { field: 'excludedLists', value: sorted(campaign.audience.excludeListIds), shown: names(campaign.audience.excludeListIds) || null },
    { field: 'audienceCount', value: String(audienceCount), shown: `${audienceCount} ${audienceCount === 1 ? 'person' : 'people'}` },
    { field: 'sender', value: senderType, shown: descriptorOf(senderType).label },
    { field: 'schedule', value: JSON.stringify(campaign.schedule), shown: describeSchedule(campaign.schedule) },
  ];
}

function contentHash(content: TemplateVersion): string {
  const { id, subject, preheader, bodyHtml, signature } = content;
  return createHash('sha256')
    .update(JSON.stringify([id, subject, preheader, bodyHtml, signature]))
    .digest('base64url');
}

function sorted(ids: readonly string[]): string {
  return [...new Set(ids)].sort().join(',');
}
