import { Button } from '@mantine/core';
import { MERGE_UNDO_DAYS } from '@rapport/common';
import { Link } from 'react-router';
import { formatDay, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PagedList } from '../../shared/ui/PagedList';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Merge.module.css';
import { type Merge, useMerges } from './mergeQueries';
import { UndoMergeButton } from './UndoMergeButton';

/** Merges that were made, and the way back. */
export function MergesView() {
  const workspaceId = useWorkspaceId();
  const merges = useMerges(workspaceId);
  return (
    <Page layout="reading">
      <PageHeader
        title="Earlier merges"
        context={`A merge can be undone for ${plural(MERGE_UNDO_DAYS, 'day')}. Later changes stay with the contact that was kept.`}
        crumbs={[
          { label: 'Contacts', to: paths.contacts(workspaceId) },
          { label: 'Duplicates', to: paths.duplicates(workspaceId) },
        ]}
      />
      <PagedList
        source={merges}
        loadsByScrolling
        empty={
          <EmptyState
            picture="people"
            title="No merges yet"
            text="Contacts that were merged appear here."
            action={
              <Button component={Link} to={paths.duplicates(workspaceId)} variant="default">
                View duplicates
              </Button>
            }
          />
        }
      >
        {(rows) => rows.map((merge) => <MergeLine key={merge.id} merge={merge} />)}
      </PagedList>
    </Page>
  );
}

function MergeLine({ merge }: { merge: Merge }) {
  const workspaceId = useWorkspaceId();
  const { primaryId, primaryName, secondaries, movesText, mergedAt, mergedByName, undoneAt, undoableUntil, canUndo } = merge;
  return (
    <article className={classes.merge}>
      <div className={classes.mergeText}>
        <div>
          {secondaries.map(({ displayName }) => displayName).join(', ')} into{' '}
          <Link to={paths.contact(workspaceId, primaryId)} dir="auto">
            {primaryName}
          </Link>
        </div>
        <div className={classes.detail}>
          {[mergedByName, movesText].filter(Boolean).join(' · ')} · <RelativeTime iso={mergedAt} />
        </div>
      </div>
      <div className={classes.detail}>
        {undoneAt ? (
          <>
            Undone <RelativeTime iso={undoneAt} />
          </>
        ) : canUndo ? (
          <>
            until {formatDay(undoableUntil)} <UndoMergeButton mergeId={merge.id} />
          </>
        ) : (
          'Too old to undo'
        )}
      </div>
    </article>
  );
}
