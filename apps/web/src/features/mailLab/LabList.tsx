import { useRef } from 'react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import type { RowSource } from '../../shared/table/columns';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { SearchInput } from '../../shared/ui/SearchInput';
import { useUrlState } from '../../shared/url/useUrlState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './MailLab.module.css';
import { fetchLabMessages, labListKey, type LabMessageSummary } from './mailLabQueries';
import { eventWords, splitAddress } from './playWords';

/** The mailbox's list: unread in bold, newest first, more by scrolling. Arrow keys go from message to message. */
export function LabList({ openId }: { openId: string | undefined }) {
  const [url, setUrl] = useUrlState({ search: '' });
  const list = useRef<HTMLUListElement>(null);
  const source = useLabRows(url.search);
  const move = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const next = links[links.findIndex((link) => link === document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <section className={classes.list} aria-label="Messages">
      <div className={classes.search}>
        <SearchInput value={url.search} onChange={(search) => setUrl({ search })} placeholder="Search mail" w="100%" />
      </div>
      <div className={classes.scroll}>
        <PagedList source={source} loadsByScrolling lines={9} waitsIn={classes.loading} empty={<NoMail isSearching={url.search !== ''} />}>
          {(messages) => (
            <ul ref={list} className={classes.items} onKeyDown={move}>
              {messages.map((message) => (
                <LabItem key={message.id} message={message} isOpen={message.id === openId} search={url.search} />
              ))}
            </ul>
          )}
        </PagedList>
      </div>
    </section>
  );
}

export function useLabRows(search: string): RowSource<LabMessageSummary> {
  const workspaceId = useWorkspaceId();
  return useKeysetRows({
    queryKey: labListKey(workspaceId, search),
    fetchPage: (cursor, signal) => fetchLabMessages(workspaceId, search, cursor, signal),
    keepsAll: true,
  });
}

function LabItem({ message, isOpen, search }: { message: LabMessageSummary; isOpen: boolean; search: string }) {
  const workspaceId = useWorkspaceId();
  const to = splitAddress(message.to);
  return (
    <li className={classes.item}>
      <Link
        to={{ pathname: paths.labMessage(workspaceId, message.id), search: search ? `?search=${encodeURIComponent(search)}` : '' }}
        className={classes.link}
        aria-current={isOpen ? 'true' : undefined}
        data-unread={!message.isRead || undefined}
      >
        <span className={classes.itemTop}>
          <span className={classes.who} dir="auto">
            {!message.isRead && <span className={classes.srOnly}>Unread: </span>}
            {to.name}
          </span>
          <span className={classes.when}>
            <RelativeTime iso={message.receivedAt} />
          </span>
        </span>
        <span className={classes.itemSubject} dir="auto">
          {message.channel === 'text' ? 'Text' : message.subject || 'No subject'}
        </span>
        <span className={classes.itemBottom}>
          <span className={classes.itemPreview} dir="auto">
            {message.preview}
          </span>
          {message.lastEvent && <span className={classes.event}>{eventWords[message.lastEvent]}</span>}
        </span>
      </Link>
    </li>
  );
}

function NoMail({ isSearching }: { isSearching: boolean }) {
  return isSearching ? (
    <EmptyState picture="search" title="No matching messages" text="Search looks at addresses and subjects." />
  ) : (
    <EmptyState picture="envelope" title="No mail yet" text="Send a test or a campaign, by email or text: every message lands here." />
  );
}
