import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PagedList } from '../../shared/ui/PagedList';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { InsightCard } from './InsightCard';
import { INSIGHT_VIEWS, useCheckInsights, useInsights, useInsightState, useLiveInsights, type InsightView } from './insightQueries';
import classes from './Insights.module.css';

const LABELS: Readonly<Record<InsightView, string>> = {
  open: 'Open',
  accepted: 'Accepted',
  snoozed: 'Snoozed',
  dismissed: 'Dismissed',
  expired: 'No longer true',
};

const NOTHING: Readonly<Record<InsightView, { title: string; text: string }>> = {
  open: {
    title: 'Nothing unusual',
    text: 'Rapport checks your figures every night. What is unusual appears here, once there is enough data to be sure.',
  },
  accepted: { title: 'Nothing accepted', text: 'Insights that someone takes care of are kept here for as long as they are true.' },
  snoozed: { title: 'Nothing is snoozed', text: 'Snooze an insight to be reminded of it later.' },
  dismissed: { title: 'Nothing dismissed', text: 'Dismissed insights come back only when they grow by half.' },
  expired: { title: 'Nothing here yet', text: 'Insights that stopped being true are kept here for half a year.' },
};

/** What should we know? The largest effect first, each with its proof. */
export function InsightsView() {
  const workspaceId = useWorkspaceId();
  const mayAct = useMay('author');
  const [url, setUrl] = useUrlState({ view: 'open', insight: '' });
  const view = INSIGHT_VIEWS.find((one) => one === url.view) ?? 'open';
  const state = useInsightState(workspaceId).data;
  const source = useInsights(workspaceId, view);
  const check = useCheckInsights(workspaceId);
  useLiveInsights(workspaceId);
  const look = () =>
    void act(async () => {
      await check.mutateAsync();
      toast('Checking your figures. The page updates when it is done.');
    });
  return (
    <Page>
      <PageHeader
        title="Insights"
        context={
          state?.checkedAt ? (
            <>
              What is unusual in your figures. Last checked <RelativeTime iso={state.checkedAt} />
            </>
          ) : (
            'What is unusual in your figures, checked every night'
          )
        }
        action={
          mayAct && (
            <Button variant="default" leftSection={<IconRefresh size={15} />} onClick={look} loading={check.isPending}>
              Check now
            </Button>
          )
        }
      />
      <nav aria-label="Views" className={classes.views}>
        {INSIGHT_VIEWS.map((one) => {
          const count = state && (one === 'open' || one === 'accepted' || one === 'snoozed') ? state[one] : 0;
          return (
            <Link
              key={one}
              to={{ pathname: paths.insights(workspaceId), search: one === 'open' ? '' : `?view=${one}` }}
              className={classes.view}
              aria-current={one === view ? 'page' : undefined}
            >
              {LABELS[one]}
              {count > 0 && <span className={`${classes.viewCount} rp-num`}> {formatCount(count)}</span>}
            </Link>
          );
        })}
      </nav>
      <PagedList source={source} lines={8} empty={<EmptyState picture="campaigns" {...NOTHING[view]} />}>
        {(insights) => (
          <ul className={classes.cards}>
            {insights.map((insight) => (
              <InsightCard
                key={insight.id}
                insight={insight}
                isOpened={url.insight === insight.id}
                onOpen={(isOpened) => setUrl({ insight: isOpened ? insight.id : '' })}
              />
            ))}
          </ul>
        )}
      </PagedList>
    </Page>
  );
}
