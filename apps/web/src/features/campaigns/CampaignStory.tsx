import type { ReactNode } from 'react';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import type { Campaign } from './campaignQueries';
import classes from './Progress.module.css';

interface StoryEvent {
  readonly at: string;
  readonly what: ReactNode;
  readonly note?: string | null;
}

/** How the campaign came about, in order, with what people wrote to each other. */
export function CampaignStory({ campaign }: { campaign: Campaign }) {
  return (
    <section className={classes.lines} aria-label="What happened">
      <h2>What happened</h2>
      <ol className={classes.story}>
        {eventsOf(campaign).map(({ at, what, note }) => (
          <li key={`${at}-${String(note)}`}>
            <p>
              {what}{' '}
              <span className={classes.when}>
                <RelativeTime iso={at} />
              </span>
            </p>
            {note && <blockquote dir="auto">{note}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function eventsOf({ createdAt, createdBy, approval, startedAt, finishedAt, status }: Campaign): StoryEvent[] {
  const nameOf = (person: { name: string } | null | undefined) => person?.name ?? 'a former member';
  const events: StoryEvent[] = [{ at: createdAt, what: `Created by ${nameOf(createdBy)}` }];
  if (approval) {
    events.push({ at: approval.requestedAt, what: `${nameOf(approval.requestedBy)} requested approval`, note: approval.requestNotes });
    const earlier = approval.status === 'approved' ? approval.signatures.slice(0, -1) : approval.signatures;
    for (const { reviewer, at, notes } of earlier) events.push({ at, what: `${nameOf(reviewer)} approved it`, note: notes });
    if (approval.reviewedAt) {
      const verb = approval.status === 'rejected' ? 'sent it back' : approval.isSelfApproval ? 'approved it (their own)' : 'approved it';
      events.push({ at: approval.reviewedAt, what: `${nameOf(approval.reviewer)} ${verb}`, note: approval.notes });
    }
  }
  if (startedAt) events.push({ at: startedAt, what: 'Sending started' });
  if (finishedAt) events.push({ at: finishedAt, what: status === 'cancelled' ? 'Cancelled' : 'Sending finished' });
  return events;
}
