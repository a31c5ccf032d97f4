import { useEffect, useRef } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useIsOperator } from '../../features/settings/settingsQueries';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import classes from './SettingsLayout.module.css';

const workspaceTabs = [
  { label: 'General', to: paths.settings },
  { label: 'Members', to: paths.settingsMembers },
  { label: 'Sender', to: paths.settingsSender },
  { label: 'Identity', to: paths.settingsIdentity },
  { label: 'Branding', to: paths.settingsBranding },
  { label: 'Topics', to: paths.settingsTopics },
  { label: 'Sign-up forms', to: paths.settingsForms },
  { label: 'Contact fields', to: paths.customFields },
  { label: 'AI', to: paths.settingsAi },
  { label: 'API keys', to: paths.settingsApiKeys },
  { label: 'Audit log', to: paths.settingsAudit },
  { label: 'Leave or delete', to: paths.settingsDanger },
];
const ownTabs = [
  { label: 'Profile', to: paths.settingsProfile },
  { label: 'Security', to: paths.settingsSecurity },
  { label: 'Preferences', to: paths.settingsPreferences },
];

export function SettingsLayout() {
  const { workspace } = useWorkspaceScope();
  const tabs = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const isOperator = useIsOperator().data === true;
  // On a phone the tabs scroll sideways: the one that is open has to be among those in sight.
  useEffect(() => {
    // Browsers may answer with a promise, which an effect must not return.
    void tabs.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    // The last of them comes when it is known whether it is there.
  }, [pathname, isOperator]);
  return (
    <Page>
      <PageHeader title="Settings" context={<span dir="auto">{workspace.name}</span>} />
      <div className={classes.layout}>
        <nav ref={tabs} aria-label="Settings">
          <ul className={classes.tabs}>
            <li className={classes.group}>Workspace</li>
            {workspaceTabs.map((tab) => (
              <Tab key={tab.label} label={tab.label} to={tab.to(workspace.id)} />
            ))}
            <li className={classes.group}>You</li>
            {ownTabs.map((tab) => (
              <Tab key={tab.label} label={tab.label} to={tab.to(workspace.id)} />
            ))}
            {isOperator && (
              <>
                <li className={classes.group}>Server</li>
                <Tab label="Installation" to={paths.settingsInstallation(workspace.id)} />
              </>
            )}
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
  return (
    <li>
      <NavLink to={to} end className={classes.tab}>
        {label}
      </NavLink>
    </li>
  );
}
