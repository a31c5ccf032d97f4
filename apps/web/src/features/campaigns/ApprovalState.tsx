import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconClock } from '@tabler/icons-react';
import { plural } from '../../shared/format/format';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import type { Approval } from './campaignQueries';
import { ChangesTable } from './ChangesTable';
import { PreflightList } from './PreflightList';
import classes from './Review.module.css';

const looks = {
  pending: { icon: IconClock, tone: 'caution' },
  approved: { icon: IconCircleCheck, tone: 'positive' },
  rejected: { icon: IconCircleX, tone: 'negative' },
  void: { icon: IconAlertTriangle, tone: 'caution' },
} as const;

/** Who asked, who answered, what they wrote, and whether it still holds. */
export function ApprovalState({ approval }: { approval: Approval }) {
  const isBroken = approval.changes.length > 0 && approval.status !== 'rejected';
  const { icon: Icon, tone } = looks[isBroken ? 'void' : approval.status];
  return (
    <section className={classes.approval} data-tone={tone} aria-label="Approval">
      <div className={classes.approvalHead}>
        <Icon size={18} aria-hidden />
        <div>
          <p className={classes.approvalTitle}>
            {title(approval, isBroken)}
            {approval.isSelfApproval && <span className={classes.self}>Self-approved</span>}
          </p>
          <p className={classes.approvalMeta}>
            Requested by {approval.requestedBy?.name ?? 'a former member'} <RelativeTime iso={approval.requestedAt} />
            {approval.status === 'approved' && approval.expiresAt && !isBroken && (
              <>
                {' · '}valid until <RelativeTime iso={approval.expiresAt} />
              </>
            )}
          </p>
        </div>
      </div>
      {approval.requestNotes && <Quote who={approval.requestedBy?.name ?? 'Requester'} text={approval.requestNotes} />}
      {approval.needed > 1 && <Signatures approval={approval} />}
      {approval.needed === 1 && approval.notes && <Quote who={approval.reviewer?.name ?? 'Reviewer'} text={approval.notes} />}
      {approval.signatures.map((signature) => (
        <FoundThen key={signature.at} signature={signature} />
      ))}
      {isBroken && (
        <>
          <p className={classes.approvalText}>
            Since approval was requested, the following has changed.{' '}
            {approval.status === 'pending'
              ? 'It cannot be approved like this; ask again.'
              : 'The approval does not cover it, so it is void.'}
          </p>
          <ChangesTable changes={approval.changes} />
        </>
      )}
    </section>
  );
}

/** Who has approved it so far, each with their note. */
function Signatures({ approval: { signatures, needed, status, notes, reviewer } }: { approval: Approval }) {
  return (
    <>
      <p className={classes.approvalText}>
        {signatures.length} of {needed} approvals
        {signatures.map(({ reviewer, at }) => (
          <span key={at}>
            {' · '}
            <span dir="auto">{reviewer?.name ?? 'a former member'}</span> <RelativeTime iso={at} />
          </span>
        ))}
      </p>
      {signatures.map(
        (signature) => signature.notes && <Quote key={signature.at} who={signature.reviewer?.name ?? 'Reviewer'} text={signature.notes} />,
      )}
      {status === 'rejected' && notes && <Quote who={reviewer?.name ?? 'Reviewer'} text={notes} />}
    </>
  );
}

/** What the checks had found when someone approved; nothing for approvals that were given before this was kept. */
function FoundThen({ signature: { reviewer, findings } }: { signature: Approval['signatures'][number] }) {
  if (!findings) return null;
  const when = `when ${reviewer?.name ?? 'a former member'} approved`;
  if (findings.length === 0) return <p className={classes.found}>The checks found nothing {when}.</p>;
  return (
    <details className={classes.found}>
      <summary>
        {plural(findings.length, 'finding')} of the checks {when}
      </summary>
      <PreflightList findings={findings.map(({ url, ...finding }) => (url === null ? finding : { ...finding, url }))} templateId={null} />
    </details>
  );
}

function title(approval: Approval, isBroken: boolean) {
  const reviewer = approval.reviewer?.name ?? 'a former member';
  if (approval.status === 'rejected') {
    return (
      <>
        Sent back by {reviewer} <RelativeTime iso={approval.reviewedAt} />
      </>
    );
  }
  if (isBroken || approval.status === 'void') return 'The approval is void';
  if (approval.status === 'pending') {
    const left = approval.needed - approval.signatures.length;
    return approval.needed === 1 ? 'Waiting for approval' : `Waiting for ${plural(left, 'more approval', 'more approvals')}`;
  }
  if (approval.needed > 1) {
    return (
      <>
        Approved by {approval.signatures.length} people <RelativeTime iso={approval.reviewedAt} />
      </>
    );
  }
  return (
    <>
      Approved by {reviewer} <RelativeTime iso={approval.reviewedAt} />
    </>
  );
}

function Quote({ who, text }: { who: string; text: string }) {
  return (
    <blockquote className={classes.quote}>
      <span dir="auto">{text}</span>
      <cite>{who}</cite>
    </blockquote>
  );
}
