import { Button, Checkbox, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { formatCount, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { confirmAction } from '../../shared/ui/confirm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { askDespiteComments } from './askDespiteComments';
import { useCampaignStep, type CampaignReview } from './campaignQueries';
import { useComments } from './commentQueries';
import { countOpen } from './commentThreads';
import classes from './Review.module.css';

interface DecisionBarProps {
  review: CampaignReview;
  /** The document is still the one before the last change: nobody decides on what they don't see. */
  isStale?: boolean;
}

/** What can be decided now, always in reach below the document. Not part of the printed page. */
export function DecisionBar({ review, isStale = false }: DecisionBarProps) {
  const { campaign } = review;
  const { user } = useWorkspaceScope();
  const may = (action: (typeof campaign.allowedActions)[number]) => campaign.allowedActions.includes(action);
  if (campaign.status === 'inReview' && may('approve')) return <Decide review={review} isStale={isStale} />;
  if (campaign.status === 'inReview' && campaign.approval?.signatures.some(({ reviewer }) => reviewer?.id === user.id))
    return <Bar>You have approved it. Waiting for other approvers.</Bar>;
  if (campaign.status === 'inReview') return <Bar>Waiting for an approver, admin or owner.</Bar>;
  if (campaign.status === 'approved' && may('send')) return <Launch review={review} isStale={isStale} />;
  if (campaign.status === 'approved') return <Bar>Approved. An approver, admin or owner can send it.</Bar>;
  if (campaign.status === 'draft') return <BackToComposer campaignId={campaign.id} />;
  return null;
}

function Bar({ children, error }: { children: React.ReactNode; error?: unknown }) {
  return (
    <div className={classes.bar} role="region" aria-label="Decision">
      {error ? (
        <Text c="var(--rp-negative)" role="alert" className={classes.barError}>
          {messageOf(error)}
        </Text>
      ) : null}
      <div className={classes.barRow}>{children}</div>
    </div>
  );
}

/** What an approval led to; one of several leaves the campaign where it is. */
const APPROVED: Partial<Record<CampaignReview['campaign']['status'], string>> = {
  inReview: 'Your approval counts. Others have to approve it, too',
};

function Decide({ review: { campaign, audience, preflight }, isStale }: Required<DecisionBarProps>) {
  const workspaceId = useWorkspaceId();
  const { user } = useWorkspaceScope();
  const step = useCampaignStep(workspaceId, campaign.id);
  const [notes, setNotes] = useState('');
  const [needsNote, setNeedsNote] = useState(false);
  const [allowsGrowth, setAllowsGrowth] = useState(false);
  const isOwn = campaign.approval?.requestedBy?.id === user.id;
  const isBroken = (campaign.approval?.changes.length ?? 0) > 0;
  const comments = useComments(workspaceId, campaign.id);
  const open = countOpen(comments.data ?? []);
  const recording = campaign.approval?.audience?.isRecorded === false ? campaign.approval.audience : null;
  const decide = (kind: 'approve' | 'reject') => {
    if (kind === 'reject' && !notes.trim()) return setNeedsNote(true);
    step.mutate(
      { step: kind, notes, version: campaign.version, allowsGrowth },
      {
        onSuccess: ({ status }) => (setNotes(''), toast(kind === 'reject' ? 'Sent back with your note' : (APPROVED[status] ?? 'Approved'))),
      },
    );
  };
  const approve = () => askDespiteComments(open, isOwn ? 'Self-approve' : 'Approve', () => decide('approve'));
  return (
    <Bar error={step.error}>
      <div className={classes.note}>
        <TextInput
          aria-label="Note"
          placeholder="Note for the requester"
          dir="auto"
          value={notes}
          error={needsNote ? 'Say what needs to change' : undefined}
          onChange={(event) => (setNotes(event.currentTarget.value), setNeedsNote(false))}
        />
        {campaign.isSeries && (
          <span className={classes.barHint}>
            One approval covers all dates for half a year: rule, content, sender, and whom lists and segments name at each date. A date on
            which the audience has grown by more than {audience.driftLimit}% waits for an approver.
          </span>
        )}
        {audience.driftLimit > 0 && !campaign.isSeries && (
          <Checkbox
            mt={8}
            label={`Also send to contacts who join the lists before sending, up to ${audience.driftLimit}% more`}
            checked={allowsGrowth}
            onChange={(event) => setAllowsGrowth(event.currentTarget.checked)}
          />
        )}
        {recording && (
          <span className={classes.barHint} role="status">
            The audience is still being recorded: {plural(recording.members, 'person', 'people')} so far. It can be approved after that.
          </span>
        )}
        {errorsOf(preflight).length > 0 && (
          <span className={classes.barHint}>
            {plural(errorsOf(preflight).length, 'error')} of the checks {errorsOf(preflight).length === 1 ? 'keeps' : 'keep'} it from being
            sent, approved or not.
          </span>
        )}
        {open > 0 && (
          <span className={classes.barHint}>
            {plural(open, 'comment')} {open === 1 ? 'is' : 'are'} still open.
          </span>
        )}
        {isOwn && <span className={classes.barHint}>You asked for this yourself; it will be marked as self-approved.</span>}
      </div>
      <Button variant="default" loading={step.isPending && step.variables.step === 'reject'} onClick={() => decide('reject')}>
        Send back
      </Button>
      <Button
        disabled={isBroken || recording !== null || isStale || comments.isPending}
        loading={step.isPending && step.variables.step === 'approve'}
        onClick={approve}
      >
        {isOwn ? 'Self-approve' : 'Approve'}
      </Button>
    </Bar>
  );
}

function Launch({ review, isStale }: Required<DecisionBarProps>) {
  const { campaign, audience, schedule, sender } = review;
  const errors = errorsOf(review.preflight);
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const step = useCampaignStep(workspaceId, campaign.id);
  // Where each recipient's time zone counts, its time may have passed for some of them.
  const late = review.zones?.atOnce ?? 0;
  const isLater = campaign.schedule.kind !== 'now' && late === 0;
  const begins = campaign.isSeries ? `It repeats: ${schedule.text}.` : `It starts on ${schedule.text}.`;
  const people = plural(audience.sendable, 'person', 'people');
  const ask = () =>
    confirmAction({
      title: isLater ? `Schedule ${campaign.name}?` : `Send ${campaign.name} now?`,
      consequences: [
        `${people} ${audience.sendable === 1 ? 'gets' : 'get'} it through ${sender.label}.`,
        ...(late > 0 ? [`${plural(late, 'person', 'people')} of them ${late === 1 ? 'gets' : 'get'} it at once, the others later.`] : []),
        isLater ? begins : 'It starts immediately. Sent messages can’t be recalled; pausing or cancelling stops the rest.',
      ],
      confirm: isLater ? 'Schedule campaign' : `Send to ${people}`,
      isDestructive: false,
      onConfirm: () =>
        step.mutate(
          { step: 'send' },
          {
            onSuccess: () => {
              toast(isLater ? 'Scheduled' : 'Sending started');
              return navigate(paths.campaign(workspaceId, campaign.id));
            },
          },
        ),
    });
  if (errors.length > 0)
    return (
      <Bar error={step.error}>
        <span className={classes.barText}>The checks found {plural(errors.length, 'error')}, so it can’t be sent like this.</span>
        <Button disabled>{isLater ? 'Schedule campaign' : 'Send now'}</Button>
      </Bar>
    );
  return (
    <Bar error={step.error}>
      <span className={classes.barText}>
        Ready for <strong className="rp-num">{formatCount(audience.sendable)}</strong> {audience.sendable === 1 ? 'person' : 'people'}.{' '}
        {isLater ? begins : 'It starts as soon as you send it.'}
      </span>
      <Button onClick={ask} disabled={isStale}>
        {isLater ? 'Schedule campaign' : 'Send now'}
      </Button>
    </Bar>
  );
}

function errorsOf(preflight: CampaignReview['preflight']) {
  return preflight.filter(({ severity }) => severity === 'error');
}

function BackToComposer({ campaignId }: { campaignId: string }) {
  const workspaceId = useWorkspaceId();
  return (
    <Bar>
      <span className={classes.barText}>A draft. Approval is asked for at the end of the composer.</span>
      <Button variant="default" component={Link} to={paths.campaignEdit(workspaceId, campaignId)}>
        Continue editing
      </Button>
    </Bar>
  );
}
