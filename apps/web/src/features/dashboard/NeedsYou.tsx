import {
  IconAlertTriangle,
  IconChevronRight,
  IconFileAlert,
  IconPlayerPause,
  IconPlugConnectedX,
  IconUserCheck,
  type Icon,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { Panel } from '../../shared/ui/Panel';
import classes from './Dashboard.module.css';
import type { Dashboard } from './dashboardQueries';

type Need = Dashboard['needsYou'][number];

const ICONS: Record<Need['kind'], Icon> = {
  campaign: IconPlayerPause,
  approval: IconUserCheck,
  uncertain: IconAlertTriangle,
  sender: IconPlugConnectedX,
  failedImport: IconFileAlert,
};

/** What waits for a person, before everything else. Nothing is drawn when nothing waits. */
export function NeedsYou({ workspaceId, needs }: { workspaceId: string; needs: readonly Need[] }) {
  if (needs.length === 0) return null;
  return (
    <Panel title="Needs you" isList>
      {needs.map((need) => {
        const NeedIcon = ICONS[need.kind];
        return (
          <li key={`${need.kind}-${need.link.id ?? ''}-${need.title}`}>
            <Link to={needPath(workspaceId, need)} className={classes.row}>
              <NeedIcon size={17} color="var(--rp-caution)" aria-hidden />
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

export function needPath(workspaceId: string, { kind, link }: Pick<Need, 'kind' | 'link'>): string {
  const id = link.id;
  if (kind === 'sender') return paths.settingsSender(workspaceId);
  if (kind === 'failedImport') return id ? paths.import(workspaceId, id) : paths.imports(workspaceId);
  if (!id) return paths.campaigns(workspaceId);
  if (kind === 'campaign') return paths.campaign(workspaceId, id);
  return kind === 'approval' ? paths.campaignReview(workspaceId, id) : paths.campaignRecipients(workspaceId, id, 'state=uncertain');
}
