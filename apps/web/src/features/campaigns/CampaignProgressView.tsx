import { Anchor, Button, Text } from '@mantine/core';
import { Link } from 'react-router';
import { formatCount, formatPercent, plural, shownTimeZone } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { NumberTile } from '../../shared/ui/NumberTile';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { messageOf } from '../../shared/api/apiError';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { Notice } from '../../shared/ui/Notice';
import { CampaignHeader } from './CampaignHeader';
import { progressOf } from './campaignNumbers';
import { useCampaignStep, usePace, type Campaign, type Counts } from './campaignQueries';
import { ChangesTable } from './ChangesTable';
import { describeSchedule } from './scheduleWords';
import { SendingControls } from './SendingControls';
import classes from './Progress.module.css';

/** While it is sent, and the report afterwards: the same page, because one becomes the other. */
export function CampaignProgressView({ campaign }: { campaign: Campaign }) {
  const { counts } = campaign;
  return (
    <>
      <CampaignHeader campaign={campaign} context={<Context campaign={campaign} />} action={<SendingControls campaign={campaign} />} />
      {campaign.status === 'paused' && (campaign.approval?.needsRenewal ? <Renewal campaign={campaign} /> : <Paused campaign={campaign} />)}
      {counts.uncertain > 0 && <Uncertain campaign={campaign} />}
      {campaign.status === 'scheduled' ? <Start campaign={campaign} /> : <Figures campaign={campaign} />}
    </>
  );
}

/** Before it starts there is nothing to count, only a time to know. */
function Start({ campaign }: { campaign: Campaign }) {
  const words = describeSchedule(campaign.schedule, shownTimeZone(), new Date());
  return (
    <div className={classes.panel}>
      <Text fw={500}>{words?.start}</Text>
      {words?.forYou && <Text c="dimmed">{words.forYou}</Text>}
      <Text c="dimmed" mt="sm">
        The audience is checked again when it starts; contacts who unsubscribe before then are left out.
      </Text>
    </div>
  );
}

function Figures({ campaign }: { campaign: Campaign }) {
  return (
    <>
      <MainNumbers campaign={campaign} />
      <Progress campaign={campaign} />
      <div className={classes.columns}>
        <Outcomes campaign={campaign} />
        <Reactions campaign={campaign} />
      </div>
    </>
  );
}

function Context({ campaign }: { campaign: Campaign }) {
  const { status, scheduledAt, startedAt, finishedAt } = campaign;
  if (status === 'scheduled') {
    return (
      <>
        Starts <RelativeTime iso={scheduledAt} />
      </>
    );
  }
  const end = finishedAt ? { word: status === 'cancelled' ? 'Cancelled' : 'Finished', at: finishedAt } : { word: 'Started', at: startedAt };
  return (
    <>
      {end.word} <RelativeTime iso={end.at} />
      {campaign.template && (
        <>
          {' · '}
          <span dir="auto">{campaign.template.name}</span>, version {campaign.template.version}
        </>
      )}
    </>
  );
}

function MainNumbers({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const { counts } = campaign;
  const { total, sent } = progressOf(counts);
  const to = (query: string) => paths.campaignRecipients(workspaceId, campaign.id, query);
  return (
    <div className={classes.tiles}>
      <NumberTile label="Sent" value={sent} of={{ total, word: total === 1 ? 'person' : 'people' }} to={to('')} />
      <NumberTile label="Opened" value={counts.opened} of={{ total: sent, word: 'sent' }} />
      <NumberTile label="Clicked" value={counts.clicked} of={{ total: sent, word: 'sent' }} />
      <NumberTile label="Unsubscribed" value={counts.unsubscribed} of={{ total: sent, word: 'sent' }} />
    </div>
  );
}

function Progress({ campaign }: { campaign: Campaign }) {
  const pace = usePace(useWorkspaceId(), campaign.id);
  const { total, done, failed, uncertain } = progressOf(campaign.counts);
  const isMoving = campaign.status === 'sending';
  return (
    <div className={classes.panel}>
      <ProgressBar
        label={`Progress of ${campaign.name}`}
        done={done}
        // Until the audience has been written down nobody knows the total.
        total={isMoving && campaign.counts.recipients === 0 ? null : total}
        unit="done"
        rate={isMoving ? pace.perMinute : null}
        secondsLeft={isMoving ? pace.etaSeconds : null}
        failed={failed}
        uncertain={uncertain}
        isPaused={campaign.status === 'paused'}
      />
    </div>
  );
}

function Paused({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  return (
    <Notice title="Paused">
      {campaign.statusReason ?? 'A member paused this campaign. Nothing is sent until it is resumed.'}{' '}
      {campaign.statusReason && (
        <Anchor component={Link} to={paths.settingsSender(workspaceId)}>
          Sender settings
        </Anchor>
      )}
    </Notice>
  );
}

/** Something that the approval covers has changed while it was sent: a person approves it as it is now, then it can be resumed. */
function Renewal({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const mayApprove = useMay('approver');
  const step = useCampaignStep(workspaceId, campaign.id);
  const renew = () =>
    step.mutate(
      { step: 'approve', version: campaign.version },
      { onSuccess: () => toast('Approved as it is now. Resume it to send the rest.') },
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
        <Button mt="sm" size="xs" loading={step.isPending} onClick={renew}>
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

interface Line {
  readonly label: string;
  readonly count: number;
  readonly of: number;
  readonly state?: string;
}

function Outcomes({ campaign }: { campaign: Campaign }) {
  const { counts } = campaign;
  const { recipients } = counts;
  const lines: Line[] = [
    { label: 'Delivered', count: counts.delivered, of: recipients, state: 'delivered' },
    { label: 'Accepted by the mail server', count: counts.accepted, of: recipients, state: 'accepted' },
    { label: 'Waiting', count: counts.planned, of: recipients, state: 'planned' },
    { label: 'Failed', count: counts.failed, of: recipients, state: 'failed' },
    { label: 'Uncertain', count: counts.uncertain, of: recipients, state: 'uncertain' },
    { label: 'Left out', count: counts.skipped, of: recipients, state: 'skipped' },
  ];
  return <Lines title="Delivery" campaignId={campaign.id} lines={lines} />;
}

function Reactions({ campaign }: { campaign: Campaign }) {
  return <Lines title="Engagement" campaignId={campaign.id} lines={reactionsOf(campaign.counts)} />;
}

function reactionsOf(counts: Counts): Line[] {
  const { sent } = progressOf(counts);
  return [
    { label: 'Opened', count: counts.opened, of: sent },
    { label: 'Clicked', count: counts.clicked, of: sent },
    { label: 'Replied', count: counts.replied, of: sent },
    { label: 'Unsubscribed', count: counts.unsubscribed, of: sent },
    { label: 'Bounced', count: counts.bounced, of: sent },
    { label: 'Complained', count: counts.complained, of: sent },
  ];
}

function Lines({ title, campaignId, lines }: { title: string; campaignId: string; lines: readonly Line[] }) {
  const workspaceId = useWorkspaceId();
  return (
    <section className={classes.lines} aria-label={title}>
      <h2>{title}</h2>
      <dl>
        {lines.map(({ label, count, of, state }) => (
          <div key={label}>
            <dt>
              {state && count > 0 ? <Link to={paths.campaignRecipients(workspaceId, campaignId, `state=${state}`)}>{label}</Link> : label}
            </dt>
            <dd className={classes.share}>
              <span style={{ width: `${of === 0 ? 0 : (count / of) * 100}%` }} />
            </dd>
            <dd className="rp-num">{formatCount(count)}</dd>
            <dd className={`${classes.percent} rp-num`}>{count === 0 ? '' : formatPercent(count, of)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
