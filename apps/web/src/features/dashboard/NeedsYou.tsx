import { IconChevronRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { Panel } from '../../shared/ui/Panel';
import classes from './Dashboard.module.css';
import { NEEDS, type Need } from './needs';

/** What waits for a person, before everything else. Nothing is drawn when nothing waits. */
export function NeedsYou({ workspaceId, needs }: { workspaceId: string; needs: readonly Need[] }) {
  if (needs.length === 0) return null;
  return (
    <Panel title="Needs you" isList>
      {needs.map((need) => {
        const { Icon, pathTo } = NEEDS[need.kind];
        return (
          <li key={`${need.kind}-${need.link.id ?? ''}-${need.title}`}>
            <Link to={pathTo(workspaceId, need.link.id)} className={classes.row}>
              <Icon size={17} color="var(--rp-caution)" aria-hidden />
              <span className={classes.wrap} dir="auto">
                {need.title}
              </span>
              <IconChevronRight size={15} color="var(--rp-text-3)" aria-hidden />
            </Link>
          </li>
        );
      })}
    </Panel>
  );
}
