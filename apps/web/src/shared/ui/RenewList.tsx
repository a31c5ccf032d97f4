import { Anchor, Button, Checkbox, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../api/apiError';
import { plural } from '../format/format';
import { paths } from '../paths';
import { useMay, useWorkspaceId } from '../workspace/WorkspaceContext';
import classes from './RenewList.module.css';
import { toast } from './toasts';

interface HoldingTemplate {
  readonly id: string;
  readonly name: string;
  readonly isNewest: boolean;
  /** What it holds, in a few words. */
  readonly note: string;
}

interface RenewListProps<Template extends HoldingTemplate> {
  templates: readonly Template[];
  /** Gives one of them the newest; fails where it was changed since it was looked at. */
  onRenew: (template: Template) => Promise<unknown>;
}

/** Templates that hold something of which there is a newer one: those that stay ticked are given it, each as a new version. */
export function RenewList<Template extends HoldingTemplate>({ templates, onRenew }: RenewListProps<Template>) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const older = templates.filter(({ isNewest }) => !isNewest);
  const chosen = older.filter(({ id }) => !left.has(id));
  const update = async () => {
    setRunning(true);
    const problems = new Map<string, string>();
    for (const template of chosen) {
      try {
        await onRenew(template);
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
        {templates.map(({ id, name, isNewest, note }) => (
          <li key={id} className={classes.use}>
            {mayEdit && !isNewest && (
              <Checkbox
                aria-label={`Update ${name}`}
                checked={!left.has(id)}
                disabled={isRunning}
                onChange={(event) => choose(id, event.currentTarget.checked)}
              />
            )}
            <span className={classes.text}>
              <Anchor component={Link} to={paths.template(workspaceId, id)} dir="auto">
                {name}
              </Anchor>
              {refused.has(id) && (
                <span className={classes.problem} role="alert">
                  {refused.get(id)}
                </span>
              )}
            </span>
            <span className={classes.note}>{note}</span>
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
