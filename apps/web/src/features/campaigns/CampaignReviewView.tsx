import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { formatCount, formatDuration, formatExact, plural, shownTimeZone } from '../../shared/format/format';
import { readableTags } from '../../shared/format/readableTags';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ApprovalState } from './ApprovalState';
import { AudienceSummary } from './AudienceSummary';
import { CampaignHeader } from './CampaignHeader';
import { useCampaignDomain, useCampaignLinks, useCampaignReview, type Campaign, type CampaignReview } from './campaignQueries';
import { DecisionBar } from './DecisionBar';
import { linkFindings } from './linkFindings';
import { NextDates } from './NextDates';
import { PreflightList } from './PreflightList';
import classes from './Review.module.css';
import { CommentOn } from './CommentOn';
import { type AskedPlace, ReviewComments } from './ReviewComments';
import { ReviewZones } from './ReviewZones';
import { describeSchedule, limitWords } from './scheduleWords';
import { senderFindings } from './senderFindings';
import { costWords } from './textWords';
import { VariantReviewPart } from './VariantReviewPart';
import { WorstRenders } from './WorstRenders';

/** Everything a person needs in order to say yes, on one page that can be printed. */
export function CampaignReviewView({ campaign }: { campaign: Campaign }) {
  const review = useCampaignReview(useWorkspaceId(), campaign);
  const [asked, setAsked] = useState<AskedPlace | null>(null);
  return (
    <>
      <CampaignHeader campaign={campaign} context={reviewContext(campaign)} action={<PrintButton />} />
      {review.isPending && <PageSkeleton />}
      {!review.isPending && !review.data && <ErrorState error={review.error} onRetry={() => void review.refetch()} />}
      {review.data && (
        <div className={classes.sides}>
          <ReviewDocument review={{ ...review.data, campaign }} onComment={(place) => setAsked({ place })} />
          <div className={classes.side}>
            <div className={classes.sideInner}>
              <ReviewComments campaign={campaign} asked={asked} />
            </div>
          </div>
          <DecisionBar review={{ ...review.data, campaign }} isStale={review.isPlaceholderData} />
        </div>
      )}
    </>
  );
}

function reviewContext(campaign: Campaign): string {
  return campaign.createdBy ? `Review · written by ${campaign.createdBy.name}` : 'Review';
}

function PrintButton() {
  return (
    <Tooltip label="Print">
      <ActionIcon variant="default" size={32} aria-label="Print this review" className={classes.print} onClick={() => window.print()}>
        <IconPrinter size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function ReviewDocument({ review, onComment }: { review: CampaignReview; onComment: (place: string) => void }) {
  const { campaign, audience, worstRenders, sender, template, estimate, cost } = review;
  const workspaceId = useWorkspaceId();
  const links = useCampaignLinks(workspaceId, campaign);
  const domain = useCampaignDomain(workspaceId, campaign);
  const findings = [...review.preflight, ...linkFindings(links.data, campaign.type), ...senderFindings(workspaceId, domain.data)];
  const isText = campaign.type === 'text';
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning' || severity === 'serious').length;
  const subject = campaign.subject ?? template?.subject ?? null;
  const when = describeSchedule(campaign.schedule, shownTimeZone(), new Date());
  const limit = limitWords(campaign.schedule);
  return (
    <article className={classes.document}>
      <p className={classes.lead}>
        <strong className="rp-num">{plural(audience.sendable, 'person', 'people')}</strong> {audience.sendable === 1 ? 'gets' : 'get'}{' '}
        {isText ? (
          'a text'
        ) : (
          <>
            <strong dir="auto">“{subject === null ? 'a message without a subject' : readableTags(subject)}”</strong>
            {campaign.abTest && ` or ${plural(campaign.abTest.variants.length - 1, 'other variant')}`} from{' '}
            <strong dir="auto">{sender.fromName ?? sender.fromEmail ?? 'no sender yet'}</strong>
          </>
        )}
        , {startWords(review)}.
      </p>
      {campaign.approval && <ApprovalState approval={campaign.approval} />}
      <Part title="Audience" onComment={() => onComment('audience')}>
        <AudienceSummary audience={audience} />
      </Part>
      <Part title="Message" onComment={() => onComment('content')}>
        <Facts
          facts={
            isText
              ? [
                  ['Text', campaign.text && <span className={classes.words}>{readableTags(campaign.text)}</span>],
                  ['Segments', cost && `About ${formatCount(cost.segments)} in all, at most ${cost.segmentsAtMost} each`],
                  ['Cost', cost && (costWords(cost)?.replace(/^a/, 'A') ?? 'The price of a segment is not set')],
                ]
              : [
                  ['Subject', subject],
                  ['Preview text', template?.preheader ?? null],
                  [
                    'Template',
                    template &&
                      `${template.name}, version ${template.version}${template.versionLabel ? ` (${template.versionLabel})` : ''}`,
                  ],
                ]
          }
        />
      </Part>
      {review.abTest && (
        <Part title="Variants">
          <VariantReviewPart test={review.abTest} isSeries={campaign.isSeries} onComment={(id) => onComment(`variant:${id}`)} />
        </Part>
      )}
      <Part
        title="Worst cases"
        note="Recipients with the most missing values, the longest names and unusual characters. If these look right, the others will."
      >
        <WorstRenders renders={worstRenders} />
      </Part>
      <Part title="Check" note={errors + warnings === 0 ? 'No problems found.' : checkNote(errors, warnings)}>
        <PreflightList findings={findings} templateId={campaign.templateId} />
      </Part>
      {review.zones && (
        <Part title="Time zones" note={zonesNote(review.zones)}>
          <ReviewZones zones={review.zones} />
        </Part>
      )}
      <div className={classes.columns}>
        <Part title="Sender" onComment={() => onComment('sender')}>
          <Facts
            facts={[
              ...(isText
                ? []
                : ([
                    ['From', sender.fromEmail && (sender.fromName ? `${sender.fromName} <${sender.fromEmail}>` : sender.fromEmail)],
                    ['Replies go to', sender.replyTo ?? sender.fromEmail],
                  ] as const)),
              ['Sent through', sender.label],
            ]}
          />
        </Part>
        <Part title="Schedule" onComment={() => onComment('schedule')}>
          <Facts
            facts={[
              ['Start', campaign.schedule.kind === 'now' ? 'As soon as it is sent' : review.schedule.text],
              ...(campaign.isSeries && campaign.nextDates.length > 0
                ? [['Next dates', <NextDates key="dates" dates={campaign.nextDates} />] as const]
                : []),
              ...(when?.forYou ? [['For you', when.forYou] as const] : []),
              ...(review.schedule.hours ? [['Sending hours', review.schedule.hours] as const] : []),
              ...(limit ? [['Limit', limit] as const] : []),
              [
                'Takes about',
                estimate.messages > 0
                  ? `${formatDuration(estimate.seconds)} for ${plural(estimate.messages, 'message')}${limit ? '' : `, ${formatCount(Math.round(estimate.perMinute))} per minute`}${estimate.waitSeconds > 0 ? `, of that ${formatDuration(estimate.waitSeconds)} waiting for the winner` : ''}${campaign.schedule.hours ? ', with the hours in which nothing is sent' : ''}`
                  : null,
              ],
            ]}
          />
        </Part>
      </div>
    </article>
  );
}

function startWords({ campaign, schedule }: CampaignReview): string {
  if (campaign.schedule.kind === 'now') return 'as soon as it is sent';
  if (campaign.isSeries) return `again and again: ${schedule.text.charAt(0).toLowerCase()}${schedule.text.slice(1)}`;
  return `on ${schedule.text}`;
}

function zonesNote({ total, first, last }: NonNullable<CampaignReview['zones']>): string {
  const span = formatDuration((Date.parse(last) - Date.parse(first)) / 1_000);
  return `Recipients are in ${plural(total, 'time zone')}. For you, the first get it ${formatExact(first)}${first === last ? '' : `, the last ${span} later`}.`;
}

function checkNote(errors: number, warnings: number): string {
  return (
    [errors > 0 ? `${plural(errors, 'error')}: fix before sending` : '', warnings > 0 ? plural(warnings, 'warning') : '']
      .filter(Boolean)
      .join(', ') + '.'
  );
}

interface PartProps {
  title: string;
  note?: string;
  /** Opens a thread about it. */
  onComment?: () => void;
  children: ReactNode;
}

function Part({ title, note, onComment, children }: PartProps) {
  return (
    <section className={classes.part} aria-label={title}>
      <div className={classes.partHead}>
        <h2 className={classes.partTitle}>{title}</h2>
        {onComment && <CommentOn what={title} onClick={onComment} />}
      </div>
      {note && <p className={classes.partNote}>{note}</p>}
      {children}
    </section>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value || <span className={classes.none}>None</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
