import { SegmentedControl, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { useDraft } from '../../shared/form/useDraft';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import type { Campaign } from './campaignQueries';
import { CommentBox, PlaceSelect } from './CommentBox';
import { useComments, useWriteComment, type Comment } from './commentQueries';
import classes from './Comments.module.css';
import { CommentThread } from './CommentThread';
import { aboutPlace, countOpen, groupsOf, placesOf, type Place } from './commentThreads';

/** A part of the review beside which a person pressed “Comment”; each press is a new one. */
export interface AskedPlace {
  readonly place: string;
}

/** What members say to each other about a campaign before and after it is decided on. No part of the printed review. */
export function ReviewComments({ campaign, asked }: { campaign: Campaign; asked: AskedPlace | null }) {
  const { workspace } = useWorkspaceScope();
  const comments = useComments(workspace.id, campaign.id);
  const places = placesOf(campaign);
  const title = useRef<HTMLHeadingElement>(null);
  const { hash, key } = useLocation();
  // The count on the pages of a campaign leads here, also from here.
  useEffect(() => {
    if (hash !== '#comments') return;
    title.current?.scrollIntoView({ block: 'start' });
    title.current?.focus({ preventScroll: true });
  }, [hash, key]);
  return (
    <aside className={classes.comments} aria-labelledby="comments">
      <h2 id="comments" ref={title} className={classes.title} tabIndex={-1}>
        Comments
      </h2>
      <NewComment campaignId={campaign.id} places={places} asked={asked} />
      {comments.isPending && <LinesSkeleton lines={4} />}
      {!comments.isPending && !comments.data && <ErrorState error={comments.error} onRetry={() => void comments.refetch()} />}
      {comments.data && <Threads campaignId={campaign.id} comments={comments.data} places={places} />}
    </aside>
  );
}

interface NewCommentProps {
  campaignId: string;
  places: readonly Place[];
  asked: AskedPlace | null;
}

function NewComment({ campaignId, places, asked }: NewCommentProps) {
  const { workspace, user } = useWorkspaceScope();
  const write = useWriteComment(workspace.id, campaignId);
  const [draft, change] = useDraft(`rapport-draft-${user.id}-${campaignId}`, { text: '', place: '' });
  const box = useRef<HTMLTextAreaElement>(null);
  const begin = useEffectEvent(({ place }: AskedPlace) => {
    change({ place });
    box.current?.scrollIntoView({ block: 'center' });
    box.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (asked) begin(asked);
  }, [asked]);
  return (
    <CommentBox
      inputRef={box}
      label="Comment"
      placeholder="Comment on this campaign"
      text={draft.text}
      onText={(text) => change({ text })}
      send="Comment"
      isSending={write.isPending}
      error={write.error}
      onSend={() => write.mutate({ text: draft.text.trim(), ...aboutPlace(draft.place) }, { onSuccess: () => change({ text: '' }) })}
    >
      <PlaceSelect places={places} value={draft.place} onChange={(place) => change({ place })} />
    </CommentBox>
  );
}

interface ThreadsProps {
  campaignId: string;
  comments: readonly Comment[];
  places: readonly Place[];
}

function Threads({ campaignId, comments, places }: ThreadsProps) {
  const [isResolved, setResolved] = useState(false);
  const open = countOpen(comments);
  const resolved = comments.filter(({ answerTo, resolvedAt }) => answerTo === null && resolvedAt !== null).length;
  if (open + resolved === 0)
    return (
      <Text size="sm" c="dimmed">
        No comments yet. They change nothing about the campaign and keep nobody from approving it.
      </Text>
    );
  const groups = groupsOf(comments, places, isResolved);
  return (
    <>
      <SegmentedControl
        aria-label="Threads"
        value={isResolved ? 'resolved' : 'open'}
        onChange={(value) => setResolved(value === 'resolved')}
        data={[
          { value: 'open', label: `Open ${open}` },
          { value: 'resolved', label: `Resolved ${resolved}` },
        ]}
      />
      {groups.length === 0 && (
        <Text size="sm" c="dimmed">
          {isResolved ? 'No resolved threads.' : 'All threads are resolved.'}
        </Text>
      )}
      {groups.map(({ value, label, threads }) => (
        <section key={value} aria-label={label} className={classes.group}>
          <h3 className={classes.groupTitle} dir="auto">
            {label}
          </h3>
          <ul className={classes.threads}>
            {threads.map((thread) => (
              <CommentThread key={thread.first.id} campaignId={campaignId} thread={thread} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
