import { Button, Menu, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatCount, plural } from '../../shared/format/format';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { confirmAction } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PagedList } from '../../shared/ui/PagedList';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Merge.module.css';
import { MergePanel } from './MergePanel';
import {
  type DuplicatePair,
  type ExactMerge,
  useDuplicates,
  useDuplicateState,
  useFoundDuplicates,
  useMergeExact,
  useSearchDuplicates,
} from './mergeQueries';
import { useKeepApart } from './useKeepApart';
import { ReasonChips } from './ReasonChips';

/** Named before all of them are merged. */
const SAMPLE = 3;

const keyOf = ({ a, b }: DuplicatePair) => `${a.id} ${b.id}`;

/** Are these the same person? Pairs at the left, the most certain first; the chosen one side by side at the right. */
export function DuplicatesView({ onFollow }: { onFollow: (bulk: ExactMerge) => void }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const state = useDuplicateState(workspaceId).data;
  const pairs = useDuplicates(workspaceId);
  const search = useSearchDuplicates(workspaceId);
  useFoundDuplicates(workspaceId);
  const look = () =>
    void act(async () => {
      await search.mutateAsync();
      toast('Looking for duplicates. The list updates when it is done.');
    });
  const mergeExact = useMergeExact(workspaceId);
  const askAll = (count: number) => {
    const sample = pairs.rows.filter(({ isExact }) => isExact).slice(0, SAMPLE);
    confirmAction({
      title: `Merge ${plural(count, 'exact pair')}?`,
      consequences: [
        'They share an email address, a phone number, or name and company. The older contact is kept; the other is merged into it.',
        `Such as ${sample.map(({ a, b }) => `${a.displayName} and ${b.displayName}`).join('; ')}.`,
        'You can cancel while it runs, and undo it afterwards.',
      ],
      confirm: 'Merge them',
      isDestructive: false,
      onConfirm: async () => onFollow(await mergeExact.mutateAsync()),
    });
  };
  return (
    <Page>
      <PageHeader
        title="Duplicates"
        {...(state ? { count: state.pairs } : {})}
        crumbs={[{ label: 'Contacts', to: paths.contacts(workspaceId) }]}
        context={
          state?.searchedAt ? (
            <>
              Last searched <RelativeTime iso={state.searchedAt} />
            </>
          ) : (
            'Contacts that may be the same person'
          )
        }
        action={
          mayEdit && (
            <Button variant="default" onClick={look} loading={search.isPending}>
              Search again
            </Button>
          )
        }
        menu={
          <>
            {mayEdit && state && state.exactPairs > 0 && (
              <Menu.Item onClick={() => askAll(state.exactPairs)}>Merge all exact duplicates</Menu.Item>
            )}
            <Menu.Item component={Link} to={paths.merges(workspaceId)}>
              Earlier merges
            </Menu.Item>
          </>
        }
      />
      <PagedList
        source={pairs}
        lines={8}
        empty={
          <EmptyState
            picture="people"
            title="No duplicates"
            text="Contacts that share an email address, a phone number, or name and company appear here, and similar ones."
          />
        }
      >
        {(rows) => <Pairs rows={rows} />}
      </PagedList>
    </Page>
  );
}

function Pairs({ rows }: { rows: readonly DuplicatePair[] }) {
  const mayEdit = useMay('author');
  const [chosen, setChosen] = useState<{ key: string; at: number }>({ key: '', at: 0 });
  const { keepApart, isBusy } = useKeepApart();
  // A pair that is gone was decided: the one that took its place is next.
  const known = rows.findIndex((pair) => keyOf(pair) === chosen.key);
  const at = known >= 0 ? known : Math.min(chosen.at, rows.length - 1);
  const pair = rows[at];
  const go = (to: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (next) setChosen({ key: keyOf(next), at: rows.indexOf(next) });
  };
  const skip = () => go(at + 1);
  const notOne = () => {
    if (pair) keepApart(pair);
  };
  useShortcut('j', skip);
  useShortcut('ArrowDown', skip);
  useShortcut('k', () => go(at - 1));
  useShortcut('ArrowUp', () => go(at - 1));
  useShortcut('s', skip);
  useShortcut('n', notOne, mayEdit);
  return (
    <div className={classes.columns}>
      <ol className={classes.pairs} aria-label="Pairs">
        {rows.map((row, index) => (
          <li key={keyOf(row)}>
            <UnstyledButton className={classes.pair} aria-current={index === at || undefined} onClick={() => go(index)}>
              <span className={classes.names}>
                <span dir="auto">
                  {row.a.displayName} · {row.b.displayName}
                </span>
                <span className={`${classes.score} rp-num`} title="Match score">
                  {formatCount(row.score)}%
                </span>
              </span>
              <ReasonChips reasons={row.reasons} />
            </UnstyledButton>
          </li>
        ))}
      </ol>
      {pair && (
        <section aria-label={`${pair.a.displayName} and ${pair.b.displayName}`}>
          <MergePanel
            key={keyOf(pair)}
            ids={[pair.a.id, pair.b.id]}
            onMerged={() => undefined}
            actions={
              <>
                {mayEdit && (
                  <Button variant="default" onClick={notOne} loading={isBusy}>
                    Not a duplicate
                  </Button>
                )}
                <Button variant="subtle" color="gray" onClick={skip} disabled={at === rows.length - 1}>
                  Skip
                </Button>
              </>
            }
          />
        </section>
      )}
    </div>
  );
}
