import type { ReactNode } from 'react';
import { ActiveCampaigns } from './ActiveCampaigns';
import { ContactGrowth } from './ContactGrowth';
import classes from './Dashboard.module.css';
import { isBeforeFirstCampaign, useHasTemplates, type Dashboard } from './dashboardQueries';
import { FirstSteps } from './FirstSteps';
import { ListCounts } from './ListCounts';
import { MailOverTime } from './MailOverTime';
import { NeedsYou } from './NeedsYou';
import { Numbers } from './Numbers';
import { RecentActivity } from './RecentActivity';
import { RecentCampaigns } from './RecentCampaigns';

interface DashboardViewProps {
  workspaceId: string;
  dashboard: Dashboard;
  /** The card of the reminders of who looks. */
  reminders: ReactNode;
}

export function DashboardView({ workspaceId, dashboard, reminders }: DashboardViewProps) {
  const isBeforeFirst = isBeforeFirstCampaign(dashboard);
  const hasTemplates = useHasTemplates(workspaceId, isBeforeFirst);
  const isNew = dashboard.contacts.total === 0 && dashboard.recentActivity.length === 0;
  return (
    <>
      <NeedsYou workspaceId={workspaceId} needs={dashboard.needsYou} />
      {isBeforeFirst && (
        <FirstSteps
          workspaceId={workspaceId}
          hasContacts={dashboard.contacts.total > 0}
          hasTemplates={hasTemplates}
          hasCampaigns={dashboard.campaigns.recent.length > 0}
        />
      )}
      <ActiveCampaigns workspaceId={workspaceId} campaigns={dashboard.campaigns.active} />
      {!isNew && (
        <>
          <Numbers workspaceId={workspaceId} dashboard={dashboard} />
          <div className={classes.columns}>
            <div className={classes.column}>
              <RecentCampaigns workspaceId={workspaceId} campaigns={dashboard.campaigns.recent} />
              <RecentActivity workspaceId={workspaceId} entries={dashboard.recentActivity} />
            </div>
            <div className={classes.column}>
              {reminders}
              <MailOverTime workspaceId={workspaceId} mail={dashboard.deliverability} />
              <ContactGrowth workspaceId={workspaceId} contacts={dashboard.contacts} />
              <ListCounts workspaceId={workspaceId} lists={dashboard.lists} />
            </div>
          </div>
        </>
      )}
    </>
  );
}
