import { Button, SegmentedControl } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { PagedList } from '../../shared/ui/PagedList';
import { useUrlState } from '../../shared/url/useUrlState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { HistoryLines } from './HistoryLines';
import { useListHistory, useLists, type ListEvent } from './listQueries';

const historyUrl = { event: '' } as const;
const EVENTS = [
  { value: '', label: 'All' },
  { value: 'joined', label: 'Joined' },
  { value: 'left', label: 'Left' },
];

/** Who joined a list and who left it, when, why and by whom. */
export function ListHistoryView({ listId }: { listId: string }) {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId);
  const [{ event }, setView] = useUrlState(historyUrl);
  const source = useListHistory(workspaceId, { listId }, isEvent(event) ? event : null);
  const list = lists.data?.find(({ id }) => id === listId);
  return (
    <Page layout="content">
      <PageHeader
        title={list?.name ?? (lists.data ? 'Deleted list' : '…')}
        context={list?.isPrimary ? 'Who came to this stage and who left it' : 'Who joined this list and who left it'}
        crumbs={[{ label: 'Lists', to: paths.lists(workspaceId) }]}
        action={
          list && (
            <Button component={Link} to={paths.list(workspaceId, listId)} variant="default">
              Show in contacts
            </Button>
          )
        }
      />
      <SegmentedControl
        aria-label="What to show"
        data={EVENTS}
        value={isEvent(event) ? event : ''}
        onChange={(value) => setView({ event: value })}
        style={{ alignSelf: 'flex-start' }}
      />
      {source.error ? (
        <ErrorState error={source.error} onRetry={source.retry} />
      ) : (
        <PagedList
          source={source}
          loadsByScrolling
          lines={10}
          empty={<EmptyState picture="lists" title={event === 'left' ? 'Nobody has left' : 'Nobody has joined yet'} />}
        >
          {(entries) => <HistoryLines entries={entries} about="contacts" />}
        </PagedList>
      )}
    </Page>
  );
}

function isEvent(event: string): event is ListEvent {
  return event === 'joined' || event === 'left';
}
