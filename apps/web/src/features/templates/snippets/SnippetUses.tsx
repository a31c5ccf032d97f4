import { Anchor, Button, Checkbox, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../../../shared/api/apiError';
import { plural } from '../../../shared/format/format';
import { paths } from '../../../shared/paths';
import { ErrorState } from '../../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../../shared/ui/Skeletons';
import { toast } from '../../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { type Snippet, type SnippetUse, useRenewTemplate, useSnippetUses } from './snippetQueries';
import classes from './Snippets.module.css';

/** The templates that hold a snippet; those with an older version can take the newest, after one has looked at the list. */
export function SnippetUses({ snippet }: { snippet: Pick<Snippet, 'id' | 'version'> }) {
  const uses = useSnippetUses(useWorkspaceId(), snippet.id);
  return (
    <section aria-labelledby="snippet-uses">
      <h2 id="snippet-uses" className={classes.heading}>
        Used by
      </h2>
      {uses.isPending ? (
        <LinesSkeleton lines={2} />
      ) : !uses.data ? (
        <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />
      ) : uses.data.length === 0 ? (
        <Text c="var(--rp-text-3)">No template holds it.</Text>
      ) : (
        <UseList key={snippet.version} uses={uses.data} snippet={snippet} />
      )}
    </section>
  );
}

function UseList({ uses, snippet }: { uses: readonly SnippetUse[]; snippet: Pick<Snippet, 'id' | 'version'> }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const renew = useRenewTemplate(workspaceId);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const older = uses.filter(({ isNewest }) => !isNewest);
  const chosen = older.filter(({ id }) => !left.has(id));
  const update = async () => {
    setRunning(true);
    const problems = new Map<string, string>();
    for (const template of chosen) {
      try {
        await renew.mutateAsync({ template, snippetId: snippet.id });
      } catch (error) {
        problems.set(template.id, messageOf(error));
      }
    }
    setRefused(problems);
    setRunning(false);
    if (problems.size === 0) toast(`${plural(chosen.length, 'template')} updated`);
  };
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(left);
    if (isChosen) next.delete(id);
    else next.add(id);
    setLeft(next);
  };
  return (
    <>
      <ul className={classes.uses}>
        {uses.map(({ id, name, isNewest, snippetVersion }) => (
          <li key={id} className={classes.use}>
            {mayEdit && !isNewest && (
              <Checkbox
                aria-label={`Update ${name}`}
                checked={!left.has(id)}
                disabled={isRunning}
                onChange={(event) => choose(id, event.currentTarget.checked)}
              />
            )}
            <span className={classes.useText}>
              <Anchor component={Link} to={paths.template(workspaceId, id)} dir="auto">
                {name}
              </Anchor>
              {refused.has(id) && (
                <span className={classes.problem} role="alert">
                  {refused.get(id)}
                </span>
              )}
            </span>
            <span className={classes.note}>{isNewest ? 'Newest version' : `Version ${snippetVersion}`}</span>
          </li>
        ))}
      </ul>
      {mayEdit && older.length > 0 && (
        <Group gap="sm" mt="sm" justify="space-between">
          <Text size="xs" c="var(--rp-text-3)" className={classes.hint}>
            Each gets a new version. Campaigns keep the version that they have.
          </Text>
          <Button disabled={chosen.length === 0} loading={isRunning} onClick={() => void update()}>
            Update {plural(chosen.length, 'template')}
          </Button>
        </Group>
      )}
    </>
  );
}
