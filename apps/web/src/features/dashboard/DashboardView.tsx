import { type ReactNode } from 'react';
import { ActiveCampaigns } from './ActiveCampaigns';
import { ContactGrowth } from './ContactGrowth';
import classes from './Dashboard.module.css';
import { isBeforeFirstCampaign, useHasTemplates, type Dashboard } from './dashboardQueries';
import { DomainNumbers } from './DomainNumbers';
import { FirstSteps } from './FirstSteps';
import { ListCounts } from './ListCounts';
import { MailOverTime } from './MailOverTime';
import { NeedsYou } from './NeedsYou';
import { Numbers } from './Numbers';
import { RecentActivity } from './RecentActivity';
import { RecentCampaigns } from './RecentCampaigns';
import { SenderHealth } from './SenderHealth';
import { StageTraffic } from './StageTraffic';
import { Upcoming } from './Upcoming';
import type { HomeLayout, HomeWidget } from './widgets';

interface DashboardViewProps {
  workspaceId: string;
  dashboard: Dashboard;
  layout: HomeLayout;
  isCompared: boolean;
  /** What is chosen about the numbers, drawn above them. */
  controls: ReactNode;
  /** Cards of other features. */
  cards: Readonly<Record<'reminders' | 'insights', ReactNode>>;
}

export function DashboardView({ workspaceId, dashboard, layout, isCompared, controls, cards }: DashboardViewProps) {
  const isBeforeFirst = isBeforeFirstCampaign(dashboard);
  const hasTemplates = useHasTemplates(workspaceId, isBeforeFirst);
  const drawn = widgetsOf(workspaceId, dashboard, cards);
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
      {!isNew(dashboard) && (
        <>
          {controls}
          <Numbers workspaceId={workspaceId} dashboard={dashboard} isCompared={isCompared} />
          <div className={classes.columns}>
            {([layout.left, layout.right] as const).map((names, column) => (
              <div key={column} className={classes.column}>
                {names.map((name) => (
                  <div key={name} className={classes.widget}>
                    {drawn[name]}
                  </div>
                ))}
              </div>
            ))}
          </div>
        </>
      )}
    </>
  );
}

/** Nothing is there yet that could be arranged. */
function isNew({ contacts, recentActivity }: Dashboard): boolean {
  return contacts.total === 0 && recentActivity.length === 0;
}

function widgetsOf(workspaceId: string, dashboard: Dashboard, cards: DashboardViewProps['cards']): Record<HomeWidget, ReactNode> {
  const { contacts, deliverability, campaigns, recentActivity, lists } = dashboard;
  const { days } = deliverability;
  return {
    ...cards,
    recentCampaigns: <RecentCampaigns workspaceId={workspaceId} campaigns={campaigns.recent} />,
    upcoming: <Upcoming workspaceId={workspaceId} />,
    recentActivity: <RecentActivity workspaceId={workspaceId} entries={recentActivity} />,
    mail: <MailOverTime workspaceId={workspaceId} mail={deliverability} />,
    stages: <StageTraffic workspaceId={workspaceId} days={days} />,
    growth: <ContactGrowth workspaceId={workspaceId} contacts={contacts} />,
    senders: <SenderHealth workspaceId={workspaceId} days={days} outcomes={deliverability.bySender} />,
    domains: <DomainNumbers workspaceId={workspaceId} days={days} />,
    lists: <ListCounts workspaceId={workspaceId} lists={lists} />,
  };
}
