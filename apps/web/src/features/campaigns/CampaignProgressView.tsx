import { Anchor, Button, Text } from '@mantine/core';
import { Link } from 'react-router';
import { plural, shownTimeZone } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { messageOf } from '../../shared/api/apiError';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { Notice } from '../../shared/ui/Notice';
import { CampaignFigures } from './CampaignFigures';
import { CampaignHeader } from './CampaignHeader';
import { progressOf } from './campaignNumbers';
import { useCampaignStep, usePace, type Campaign } from './campaignQueries';
import { askDespiteComments } from './askDespiteComments';
import { ChangesTable } from './ChangesTable';
import { useComments } from './commentQueries';
import { countOpen } from './commentThreads';
import { useLists, useSegments } from './composerQueries';
import { describeSchedule, fallbackWords, hoursWords, isResting, isWaitingForZones, limitWords } from './scheduleWords';
import { FollowUpMenu } from './FollowUpMenu';
import { SeriesView } from './SeriesView';
import { SendingControls } from './SendingControls';
import { ShareReport } from './ShareReport';
import classes from './Progress.module.css';
import { VariantProgress } from './VariantResults';

/** While it is sent, and the report afterwards: the same page, because one becomes the other. */
export function CampaignProgressView({ campaign }: { campaign: Campaign }) {
  const { counts } = campaign;
  return (
    <>
      <CampaignHeader
        campaign={campaign}
        context={<Context campaign={campaign} />}
        action={
          <>
            <ShareReport campaign={campaign} />
            <FollowUpMenu campaign={campaign} />
            <SendingControls campaign={campaign} />
          </>
        }
      />
      {campaign.status === 'paused' && (campaign.approval?.needsRenewal ? <Renewal campaign={campaign} /> : <Paused campaign={campaign} />)}
      {campaign.status === 'sending' && campaign.statusReason && (
        <Notice title={isResting(campaign.schedule, new Date()) ? 'Resting' : 'Waiting'}>
          {campaign.statusReason}{' '}
          {!isResting(campaign.schedule, new Date()) && !isWaitingForZones(campaign.schedule, campaign.statusReason) && <SenderLink />}
        </Notice>
      )}
      <VariantProgress campaign={campaign} />
      {counts.uncertain > 0 && <Uncertain campaign={campaign} />}
      {(campaign.status === 'sending' || campaign.status === 'paused') && !campaign.isSeries && <Progress campaign={campaign} />}
      {campaign.isSeries ? (
        <SeriesView campaign={campaign} />
      ) : campaign.status === 'scheduled' ? (
        <Start campaign={campaign} />
      ) : (
        <CampaignFigures campaign={campaign} />
      )}
    </>
  );
}

/** Before it starts there is nothing to count, only a time to know. */
function Start({ campaign }: { campaign: Campaign }) {
  const words = describeSchedule(campaign.schedule, shownTimeZone(), new Date());
  const hours = hoursWords(campaign.schedule);
  const limit = limitWords(campaign.schedule);
  const fallback = fallbackWords(campaign.schedule);
  return (
    <div className={classes.panel}>
      <Text fw={500}>{words?.start}</Text>
      {fallback && <Text c="dimmed">{fallback}</Text>}
      {words?.forYou && <Text c="dimmed">{words.forYou}</Text>}
      {hours && <Text c="dimmed">Sending hours: {hours}</Text>}
      {limit && <Text c="dimmed">{limit}</Text>}
      <Text c="dimmed" mt="sm">
        The audience is checked again when it starts; contacts who unsubscribe before then are left out.
      </Text>
    </div>
  );
}

const SERIES_WORDS: Readonly<Record<string, string>> = {
  paused: 'Series, paused',
  sent: 'Series, no more dates',
  cancelled: 'Series, ended',
};

function Context({ campaign }: { campaign: Campaign }) {
  const { status, scheduledAt, startedAt, finishedAt } = campaign;
  if (campaign.isSeries && status !== 'scheduled') return <>{SERIES_WORDS[status] ?? ''}</>;
  if (status === 'scheduled') {
    return (
      <>
        {campaign.isSeries ? 'Next date' : 'Starts'} <RelativeTime iso={scheduledAt} />
      </>
    );
  }
  const end = finishedAt
    ? { word: status === 'cancelled' ? 'Cancelled' : 'Sent', at: startedAt ?? finishedAt }
    : { word: 'Started', at: startedAt };
  return (
    <>
      <OfSeries campaign={campaign} />
      {end.word} <RelativeTime iso={end.at} />
      <Audience campaign={campaign} />
      {campaign.fromName && (
        <>
          {' · '}from <span dir="auto">{campaign.fromName}</span>
        </>
      )}
      {campaign.template && (
        <>
          {' · '}
          <span dir="auto">{campaign.template.name}</span>, version {campaign.template.version}
          {campaign.template.versionLabel && (
            <>
              {' '}
              (<bdi>{campaign.template.versionLabel}</bdi>)
            </>
          )}
        </>
      )}
    </>
  );
}

/** What a recurring campaign has made leads back to it. */
function OfSeries({ campaign: { seriesId } }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  if (seriesId === null) return null;
  return (
    <>
      <Anchor component={Link} to={paths.campaign(workspaceId, seriesId)}>
        Part of a series
      </Anchor>
      {' · '}
    </>
  );
}

/** The lists and segments by name, once they are known. */
function Audience({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const { listIds, segmentIds = [] } = campaign.audience;
  const lists = useLists(workspaceId).data ?? [];
  const segments = useSegments(workspaceId).data ?? [];
  const names = [...lists.filter(({ id }) => listIds.includes(id)), ...segments.filter(({ id }) => segmentIds.includes(id))].map(
    ({ name }) => name,
  );
  if (names.length === 0) return null;
  return (
    <>
      {' '}
      to <span dir="auto">{names.join(', ')}</span>
    </>
  );
}

function Progress({ campaign }: { campaign: Campaign }) {
  const pace = usePace(useWorkspaceId(), campaign.id);
  const { total, done, failed, uncertain } = progressOf(campaign.counts);
  const isMoving = campaign.status === 'sending';
  // What waits for hours, a quota or the next time zone has no pace by which it would end.
  const isGoing = isMoving && campaign.statusReason === null;
  return (
    <div className={classes.panel}>
      <ProgressBar
        label={`Progress of ${campaign.name}`}
        done={done}
        // Until the audience has been written down nobody knows the total.
        total={isMoving && campaign.counts.recipients === 0 ? null : total}
        unit="done"
        rate={isGoing ? pace.perMinute : null}
        secondsLeft={isGoing ? pace.etaSeconds : null}
        failed={failed}
        uncertain={uncertain}
        isPaused={campaign.status === 'paused'}
      />
    </div>
  );
}

function Paused({ campaign }: { campaign: Campaign }) {
  return (
    <Notice title="Paused">
      {campaign.statusReason ?? 'A member paused this campaign. Nothing is sent until it is resumed.'}{' '}
      {campaign.statusReason && <SenderLink />}
    </Notice>
  );
}

function SenderLink() {
  return (
    <Anchor component={Link} to={paths.settingsSender(useWorkspaceId())}>
      Sender settings
    </Anchor>
  );
}

/** Something that the approval covers has changed while it was sent: a person approves it as it is now, then it can be resumed. */
function Renewal({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const mayApprove = useMay('approver');
  const step = useCampaignStep(workspaceId, campaign.id);
  const comments = useComments(workspaceId, campaign.id);
  const renew = () =>
    askDespiteComments(countOpen(comments.data ?? []), 'Approve', () =>
      step.mutate(
        { step: 'approve', version: campaign.version },
        { onSuccess: () => toast('Approved as it is now. Resume it to send the rest.') },
      ),
    );
  return (
    <Notice title="Paused: it needs a new approval">
      {campaign.statusReason ?? 'Something that was approved has changed.'}
      {campaign.approval && campaign.approval.changes.length > 0 && <ChangesTable changes={campaign.approval.changes} />}
      {step.error && (
        <Text c="var(--rp-negative)" role="alert">
          {messageOf(step.error)}
        </Text>
      )}
      {mayApprove ? (
        <Button mt="sm" size="xs" loading={step.isPending} disabled={comments.isPending} onClick={renew}>
          Approve as it is now
        </Button>
      ) : (
        <Text mt="xs">An approver, admin or owner can approve it as it is now.</Text>
      )}
    </Notice>
  );
}

function Uncertain({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const { uncertain } = campaign.counts;
  return (
    <Notice title={`${plural(uncertain, 'message')} may or may not have arrived`}>
      The connection broke after the message had left and before the server answered. Rapport doesn’t resend it automatically, because a
      recipient could get it twice.{' '}
      <Anchor component={Link} to={paths.campaignRecipients(workspaceId, campaign.id, 'state=uncertain')}>
        Decide for each
      </Anchor>
    </Notice>
  );
}
