import { SegmentedControl } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useUrlState } from '../../shared/url/useUrlState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ConversationList } from './ConversationList';
import { ConversationView } from './ConversationView';
import classes from './Inbox.module.css';
import type { InboxParts } from './inboxParts';
import { INBOX_VIEWS, useConversations, useInboxCounts, type InboxChannel, type InboxView } from './inboxQueries';

const LABELS: Readonly<Record<InboxView, string>> = {
  open: 'Open',
  mine: 'Mine',
  unassigned: 'Unassigned',
  snoozed: 'Snoozed',
  done: 'Done',
};

const NOTHING: Readonly<Record<InboxView, { title: string; text: string }>> = {
  open: { title: 'All caught up', text: 'Replies to your emails and texts appear here.' },
  mine: { title: 'Nothing assigned to you', text: 'Conversations that you take over appear here.' },
  unassigned: { title: 'Every conversation has an assignee', text: 'New answers appear here until a member takes them over.' },
  snoozed: { title: 'Nothing is snoozed', text: 'Snooze a conversation to have it come back at a better time.' },
  done: { title: 'Nothing is done yet', text: 'Conversations that you mark as done are kept here. A new answer reopens them.' },
};

/** The views and the list at the left, the conversation beside it; one of both on a phone. */
export function Inbox({ conversationId, parts }: { conversationId: string | undefined; parts: InboxParts }) {
  const workspaceId = useWorkspaceId();
  const [url, setUrl] = useUrlState({ view: 'open', channel: '' });
  const view = INBOX_VIEWS.find((one) => one === url.view) ?? 'open';
  const channel: InboxChannel | '' = url.channel === 'email' || url.channel === 'text' ? url.channel : '';
  const source = useConversations(workspaceId, view, channel);
  const { to, go } = useConversationLinks();
  const at = source.rows.findIndex(({ id }) => id === conversationId);
  useFreshAfterSnooze(source.retry);
  const move = (step: number) => {
    const next = source.rows[at === -1 && step < 0 ? -1 : at + step];
    if (next) go(next.id);
  };
  useShortcut('j', () => move(1));
  useShortcut('k', () => move(-1));
  const isEmpty = !conversationId && !source.isLoading && !source.error && source.rows.length === 0;
  return (
    <Page layout="fill">
      <div className={classes.top} data-reading={conversationId ? true : undefined}>
        <PageHeader title="Inbox" context="Replies and texts of your contacts, for the whole team." />
        <div className={classes.bar}>
          <Views view={view} channel={channel} />
          <SegmentedControl
            aria-label="Channel"
            value={channel}
            onChange={(next) => setUrl({ channel: next })}
            data={[
              { value: '', label: 'All' },
              { value: 'email', label: 'Email' },
              { value: 'text', label: 'Texts' },
            ]}
          />
        </div>
      </div>
      <div className={classes.inbox} data-reading={conversationId ? true : undefined} data-empty={isEmpty || undefined} data-flush>
        <ConversationList
          source={source}
          openId={conversationId}
          to={to}
          view={view}
          empty={<EmptyState picture="envelope" {...NOTHING[view]} />}
        />
        <div className={classes.reader}>
          {conversationId ? (
            <ConversationView
              key={conversationId}
              conversationId={conversationId}
              parts={parts}
              backTo={to(null)}
              onPutAway={() => go((source.rows[at + 1] ?? source.rows[at - 1])?.id ?? null)}
            />
          ) : (
            source.rows.length > 0 && (
              <EmptyState picture="envelope" title="Choose a conversation" text="Press J and K to go through them, E when one is done." />
            )
          )}
        </div>
      </div>
    </Page>
  );
}

function Views({ view, channel }: { view: InboxView; channel: string }) {
  const workspaceId = useWorkspaceId();
  const counts = useInboxCounts(workspaceId).data;
  return (
    <nav aria-label="Views" className={classes.views}>
      {INBOX_VIEWS.map((one) => {
        const count = one === 'done' ? 0 : (counts?.[one] ?? 0);
        return (
          <Link
            key={one}
            to={{ pathname: paths.inbox(workspaceId), search: searchOf(one, channel) }}
            className={classes.view}
            aria-current={one === view ? 'page' : undefined}
          >
            {LABELS[one]}
            {count > 0 && <span className={`${classes.viewCount} rp-num`}> {formatCount(count)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

function searchOf(view: string, channel: string): string {
  const search = new URLSearchParams({ ...(view === 'open' ? {} : { view }), ...(channel && { channel }) }).toString();
  return search && `?${search}`;
}

/** Links that keep the view. */
function useConversationLinks() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const [{ view, channel }] = useUrlState({ view: 'open', channel: '' });
  const to = (id: string | null) => ({
    pathname: id === null ? paths.inbox(workspaceId) : paths.conversation(workspaceId, id),
    search: searchOf(view, channel),
  });
  return { to, go: (id: string | null) => void navigate(to(id)) };
}

/** The counts are asked for each minute; when one changes without news, a snooze has ended. */
function useFreshAfterSnooze(refetch: () => void): void {
  const snoozed = useInboxCounts(useWorkspaceId()).data?.snoozed;
  const known = useRef(snoozed);
  useEffect(() => {
    if (known.current !== undefined && snoozed !== undefined && snoozed < known.current) refetch();
    known.current = snoozed;
  }, [snoozed, refetch]);
}
