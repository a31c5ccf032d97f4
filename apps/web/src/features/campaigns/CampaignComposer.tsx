import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { Notice } from '../../shared/ui/Notice';
import { AudienceFields } from './AudienceFields';
import { CampaignHeader } from './CampaignHeader';
import { useCampaignDomain, useCampaignLinks, useCampaignReview, useCampaignStep, type Campaign } from './campaignQueries';
import classes from './Composer.module.css';
import { ComposerOutline, ComposerSection } from './ComposerSection';
import { doneSteps } from './composerProgress';
import { ContentFields } from './ContentFields';
import { linkFindings } from './linkFindings';
import { PreflightList } from './PreflightList';
import { SaveNote } from './SaveNote';
import { ScheduleFields } from './ScheduleFields';
import { SenderFields } from './SenderFields';
import { senderFindings } from './senderFindings';
import { SendTest } from './SendTest';
import { SendTestText } from './SendTestText';
import { TextFields } from './TextFields';
import { TextSender } from './TextSender';
import { TrackingFields } from './TrackingFields';
import { VariantFields } from './VariantFields';
import { useCampaignDraft, type CampaignDraftModel } from './useCampaignDraft';
import { useHomeZone } from './composerQueries';

/** One page, top to bottom: who, what, from whom, when, check, approve. It saves itself. */
export function CampaignComposer({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const draft = useCampaignDraft(campaign);
  const review = useCampaignReview(workspaceId, campaign);
  /** What was reviewed stays untouched until someone says that they mean it. */
  const [isUnlocked, setUnlocked] = useState(campaign.status === 'draft');
  const done = doneSteps(draft.values, review.data, campaign.type);
  const isText = campaign.type === 'text';
  return (
    <>
      <CampaignHeader campaign={campaign} title={draft.values.name} context={<SaveNote draft={draft} />} />
      {!isUnlocked && <Locked campaign={campaign} onUnlock={() => setUnlocked(true)} />}
      <div className={classes.layout}>
        <ComposerOutline type={campaign.type} done={done} />
        <fieldset className={classes.story} disabled={!isUnlocked}>
          <TextInput
            label="Campaign name"
            description="Only members of this workspace see it"
            dir="auto"
            value={draft.values.name}
            onChange={(event) => draft.change({ name: event.currentTarget.value })}
            error={draft.errors.name}
          />
          <ComposerSection type={campaign.type} step="who" help="Each subscribed contact on these lists or in these segments, once.">
            <AudienceFields
              draft={draft}
              audience={review.data?.audience}
              isStale={review.isPlaceholderData || draft.state.kind !== 'saved'}
            />
          </ComposerSection>
          <ComposerSection
            type={campaign.type}
            step="what"
            help={isText ? 'What they read on their phone.' : 'The newest version of a template, fixed when approval is requested.'}
          >
            {isText ? (
              <TextFields draft={draft} review={review.data} />
            ) : (
              <>
                <ContentFields draft={draft} campaign={campaign} />
                <TrackingFields draft={draft} />
              </>
            )}
          </ComposerSection>
          <ComposerSection
            type={campaign.type}
            step="from"
            help={isText ? 'The account that texts are sent through.' : 'Shown as the sender.'}
          >
            {isText ? <TextSender sender={review.data?.sender} /> : <SenderFields draft={draft} />}
          </ComposerSection>
          {!isText && (
            <ComposerSection
              type={campaign.type}
              step="variants"
              help="Two to five versions that differ in subject, sender name or template."
            >
              <VariantFields draft={draft} />
            </ComposerSection>
          )}
          <ComposerSection type={campaign.type} step="when" help="Immediately, at a scheduled time, or again and again.">
            <Schedule draft={draft} nextDates={campaign.nextDates} />
          </ComposerSection>
          <ComposerSection type={campaign.type} step="check" help="The same checks run before sending. Errors block it, warnings don’t.">
            <Check review={review} draft={draft} campaign={campaign} />
          </ComposerSection>
          <ComposerSection
            type={campaign.type}
            step="approve"
            help="A second person reviews it. Their approval covers exactly this version."
          >
            <AskForApproval campaign={campaign} draft={draft} />
          </ComposerSection>
        </fieldset>
      </div>
    </>
  );
}

function Locked({ campaign, onUnlock }: { campaign: Campaign; onUnlock: () => void }) {
  return (
    <Notice title={campaign.status === 'approved' ? 'This campaign is approved' : 'This campaign waits for approval'}>
      <Group justify="space-between" gap="md">
        The approval covers exactly this version. Any change voids it, and approval has to be requested again.
        <Button variant="default" size="xs" onClick={onUnlock}>
          Edit anyway
        </Button>
      </Group>
    </Notice>
  );
}

function Check({
  review,
  draft,
  campaign,
}: {
  review: ReturnType<typeof useCampaignReview>;
  draft: CampaignDraftModel;
  campaign: Campaign;
}) {
  const workspaceId = useWorkspaceId();
  const links = useCampaignLinks(workspaceId, campaign);
  const domain = useCampaignDomain(workspaceId, campaign);
  return (
    <>
      {review.isPending && <LinesSkeleton lines={4} />}
      {review.isError && !review.data && (
        <ErrorState error={review.error} onRetry={() => void review.refetch()} title="Couldn’t run the check" />
      )}
      {review.data && (
        <div className={classes.stale} data-stale={review.isPlaceholderData || undefined}>
          <PreflightList
            findings={[...review.data.preflight, ...linkFindings(links.data, campaign.type), ...senderFindings(workspaceId, domain.data)]}
            templateId={draft.values.templateId}
            isLinked
          />
        </div>
      )}
      {campaign.type === 'text' ? (
        <SendTestText campaignId={campaign.id} sender={review.data?.sender} beforeSend={draft.flush} />
      ) : (
        <SendTest campaign={campaign} beforeSend={draft.flush} />
      )}
    </>
  );
}

function AskForApproval({ campaign, draft }: { campaign: Campaign; draft: CampaignDraftModel }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const step = useCampaignStep(workspaceId, campaign.id);
  const [notes, setNotes] = useState('');
  const ask = async () => {
    if (!(await draft.flush())) return;
    await step.mutateAsync({ step: 'requestApproval', notes });
    toast('Sent for approval');
    await navigate(paths.campaignReview(workspaceId, campaign.id));
  };
  return (
    <Stack gap="md" align="flex-start">
      <Textarea
        w="100%"
        label="Note for the approver"
        placeholder="What is it for, and what should they look at?"
        dir="auto"
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <FormProblem problem={step.error ? messageOf(step.error) : null} />
      <Button loading={step.isPending} onClick={() => void ask().catch(() => undefined)}>
        Send for approval
      </Button>
    </Stack>
  );
}

/** Nothing is scheduled before it is known in which zone the workspace counts: a time in another one would be hours off. */
function Schedule({ draft, nextDates }: { draft: CampaignDraftModel; nextDates: Campaign['nextDates'] }) {
  const zone = useHomeZone(useWorkspaceId());
  if (zone.data) return <ScheduleFields draft={draft} homeZone={zone.data} nextDates={nextDates} />;
  return zone.isError ? <ErrorState error={zone.error} onRetry={() => void zone.refetch()} /> : <LinesSkeleton lines={3} />;
}
