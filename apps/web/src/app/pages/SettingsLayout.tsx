import { useEffect, useRef } from 'react';
import { NavLink, Outlet, useMatch } from 'react-router';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import classes from './SettingsLayout.module.css';

const workspaceTabs = [
  { label: 'General', to: paths.settings },
  { label: 'Members', to: paths.settingsMembers },
  { label: 'Sender', to: paths.settingsSender },
  { label: 'Contact fields', to: paths.customFields },
  { label: 'API keys', to: paths.settingsApiKeys },
  { label: 'Audit log', to: paths.settingsAudit },
];
const ownTabs = [
  { label: 'Profile', to: paths.settingsProfile },
  { label: 'Security', to: paths.settingsSecurity },
  { label: 'Appearance', to: paths.settingsAppearance },
];

export function SettingsLayout() {
  const { workspace } = useWorkspaceScope();
  return (
    <Page>
      <PageHeader title="Settings" context={<span dir="auto">{workspace.name}</span>} />
      <div className={classes.layout}>
        <nav aria-label="Settings">
          <ul className={classes.tabs}>
            <li className={classes.group}>Workspace</li>
            {workspaceTabs.map((tab) => (
              <Tab key={tab.label} label={tab.label} to={tab.to(workspace.id)} />
            ))}
            <li className={classes.group}>You</li>
            {ownTabs.map((tab) => (
              <Tab key={tab.label} label={tab.label} to={tab.to(workspace.id)} />
            ))}
          </ul>
        </nav>
        <div className={classes.content}>
          <Outlet />
        </div>
      </div>
    </Page>
  );
}

function Tab({ label, to }: { label: string; to: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  const isHere = useMatch({ path: to, end: true }) !== null;
  // On a phone the tabs are one line that scrolls: where one is must be in sight.
  useEffect(() => {
    if (isHere) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [isHere]);
  return (
    <li>
      <NavLink ref={link} to={to} end className={classes.tab}>
        {label}
      </NavLink>
    </li>
  );
}
