import { createHash } from 'node:crypto';
import { READER_LANGUAGES } from '@rapport/common';
import { describeAbTest } from '../abTests/AbTest.js';
import type { SenderIdentity } from '../../providers/SenderPoolService.js';
import type { Branding } from '../../settings/public.js';
import type { TemplateVersion } from '../../templates/public.js';
import type { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { describeSchedule } from '../campaignSchedule.js';
import type { Campaign } from '../CampaignRow.js';
import { changesMessages, describeTracking, type Tracking } from '../tracking/Tracking.js';
import { canonicalJson } from './canonicalJson.js';
import type { SealedField } from './fieldChanges.js';

type Workspace = Awaited<ReturnType<WorkspaceService['require']>>;

/** What of a campaign is sealed. */
export type Sealable = Pick<Campaign, 'subject' | 'text' | 'fromName' | 'fromEmail' | 'replyTo' | 'audience' | 'schedule' | 'abTest'>;

export interface SealInput {
  readonly campaign: Sealable;
  /** Null where the campaign holds its words itself: texts. */
  readonly content: TemplateVersion | null;
  /** Of variants with a template of their own, by variant. */
  readonly variantContents: ReadonlyMap<string, TemplateVersion>;
  readonly listNames: ReadonlyMap<string, string>;
  readonly segmentNames: ReadonlyMap<string, string>;
  readonly topicNames: ReadonlyMap<string, string>;
  /** The rules of all segments of the audience, and of those inside. */
  readonly segmentRules: string;
  readonly sender: SenderIdentity;
  readonly workspace: Pick<Workspace, 'name' | 'postalAddress' | 'timeZone'>;
  readonly brand: Branding;
  readonly tracking: Tracking;
}

/** Everything that decides what recipients get and from whom. */
export function sealedFields({
  campaign,
  content,
  variantContents,
  listNames,
  segmentNames,
  topicNames,
  segmentRules,
  sender,
  workspace,
  brand,
  tracking,
}: SealInput): SealedField[] {
  const { accountId, type, settings } = sender;
  return [
    ...campaignFields({ campaign, content, variantContents, listNames, segmentNames, topicNames }),
    ...rulesField(campaign, segmentNames, segmentRules),
    { field: 'sender', value: canonicalJson([accountId, type, settings]), shown: sender.text },
    plain('workspaceName', workspace.name),
    plain('postalAddress', workspace.postalAddress),
    plain('timeZone', workspace.timeZone),
    ...(content === null ? [] : brandFields(brand)),
    ...trackingField(tracking),
  ];
}

/** Those that only an edit of the campaign changes. The text of the template goes in as a hash of exactly the version that is sent. */
export function campaignFields({
  campaign,
  content,
  variantContents,
  listNames,
  segmentNames,
  topicNames,
}: Pick<SealInput, 'content' | 'variantContents' | 'listNames' | 'segmentNames' | 'topicNames'> & { campaign: Sealable }): SealedField[] {
  const names = (ids: readonly string[]): string => ids.map((id) => listNames.get(id) ?? 'a deleted list').join(', ');
  return [
    ...(content === null ? [plain('text', campaign.text)] : wordsOfEmail(campaign, content)),
    { field: 'lists', value: sorted(campaign.audience.listIds), shown: names(campaign.audience.listIds) },
    { field: 'excludedLists', value: sorted(campaign.audience.excludeListIds), shown: names(campaign.audience.excludeListIds) || null },
    ...segmentFields(campaign, segmentNames),
    ...topicField(campaign, topicNames),
    { field: 'schedule', value: canonicalJson(campaign.schedule), shown: describeSchedule(campaign.schedule) },
    ...variantFields(campaign, variantContents),
  ];
}

function wordsOfEmail(campaign: Sealable, content: TemplateVersion): SealedField[] {
  return [
    { field: 'content', value: contentHash(content), shown: `${content.name}, version ${content.version}` },
    plain('subject', campaign.subject ?? content.subject),
    plain('preheader', content.preheader),
    plain('fromName', campaign.fromName),
    plain('fromEmail', campaign.fromEmail),
    plain('replyTo', campaign.replyTo),
  ];
}

/** Only where there are segments: what was sealed before there were any stays as it is. */
function segmentFields({ audience }: Sealable, names: ReadonlyMap<string, string>): SealedField[] {
  const { segmentIds, excludeSegmentIds } = audience;
  if (segmentIds.length + excludeSegmentIds.length === 0) return [];
  return [
    { field: 'segments', value: sorted(segmentIds), shown: namesIn(segmentIds, names) || null },
    { field: 'excludedSegments', value: sorted(excludeSegmentIds), shown: namesIn(excludeSegmentIds, names) || null },
  ];
}

/** Only where there is one, for the same reason. */
function topicField({ audience: { topicId } }: Sealable, names: ReadonlyMap<string, string>): SealedField[] {
  return topicId === null ? [] : [{ field: 'topic', value: topicId, shown: names.get(topicId) ?? 'a deleted topic' }];
}

/** Only where there is a test. Each variant is a field of its own, so that a change of one is told as such. */
function variantFields({ abTest }: Sealable, contents: ReadonlyMap<string, TemplateVersion>): SealedField[] {
  if (!abTest) return [];
  const { variants, sample } = abTest;
  const plan = { field: 'abTest', value: canonicalJson([variants.length, sample]), shown: describeAbTest(abTest) };
  return [
    plan,
    ...variants.map(({ id, name, subject, fromName, templateId }, position) => {
      const content = contents.get(id) ?? null;
      const value = canonicalJson([name, subject, fromName, templateId !== null, content && contentHash(content)]);
      const differences = [
        subject === null ? [] : [`subject “${subject}”`],
        fromName === null ? [] : [`from “${fromName}”`],
        content === null ? [] : [`${content.name}, version ${content.version}`],
      ].flat();
      return { field: `variant.${position + 1}`, value, shown: `${name}: ${differences.join(', ') || 'the campaign itself'}` };
    }),
  ];
}

/** Whoever edits a segment changes who is meant, as much as who edits the campaign. */
function rulesField({ audience }: Sealable, names: ReadonlyMap<string, string>, rules: string): SealedField[] {
  const ids = [...audience.segmentIds, ...audience.excludeSegmentIds];
  return ids.length === 0 ? [] : [{ field: 'segmentRules', value: hashOf(rules), shown: namesIn(ids, names) }];
}

/** Only where there is any: what was sealed before there was stays as it is. */
function trackingField(tracking: Tracking): SealedField[] {
  return changesMessages(tracking) ? [{ field: 'tracking', value: canonicalJson(tracking), shown: describeTracking(tracking) }] : [];
}

/** The language of the footer, only where it is not English: what was sealed before there was a choice stays as it is. */
function brandFields({ colour, logo, language }: Branding): SealedField[] {
  const footer = language === 'en' ? [] : [{ field: 'readerLanguage', value: language, shown: READER_LANGUAGES[language] }];
  return [
    ...footer,
    plain('brandColour', colour),
    { field: 'brandLogo', value: canonicalJson(logo && logoOf(logo)), shown: logo && logoText(logo) },
  ];
}

function namesIn(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  return ids.map((id) => names.get(id) ?? 'a deleted segment').join(', ');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function plain(field: string, value: string | null): SealedField {
  return { field, value: value ?? '', shown: value };
}

type Logo = NonNullable<Branding['logo']>;

/** Not the whole address: moving the installation to another host is no change of the image. */
function logoOf({ url, width, height }: Logo): object {
  return { image: url.slice(url.lastIndexOf('/') + 1), width, height };
}

function logoText({ url, width, height }: Logo): string {
  return `Image ${url.slice(url.lastIndexOf('/') + 1).slice(0, 8)}, ${width} × ${height}`;
}

function contentHash(content: TemplateVersion): string {
  const { id, subject, preheader, bodyHtml, signature } = content;
  return createHash('sha256')
    .update(canonicalJson([id, subject, preheader, bodyHtml, signature]))
    .digest('base64url');
}

function sorted(ids: readonly string[]): string {
  return [...new Set(ids)].sort().join(',');
}
