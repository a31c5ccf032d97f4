import { campaignProgress } from './campaignProgress';
import { isBeforeFirstCampaign, withProgress, type Dashboard } from './dashboardQueries';
import { NEEDS } from './needs';

const counts = { recipients: 100, planned: 40, claimed: 5, handed: 5, accepted: 44, delivered: 0, failed: 1, uncertain: 2, skipped: 3 };
const dashboard = {
  campaigns: { byStatus: {}, active: [{ id: 'c1', name: 'News', status: 'sending', counts }], recent: [] },
  deliverability: { sent: 0 },
} as unknown as Dashboard;

test('skipped people are no part of the whole, open ones are not done', () => {
  expect(campaignProgress(counts)).toEqual({ done: 47, total: 97, failed: 1, uncertain: 2 });
});

test('live counts replace those of their campaign only', () => {
  const next = withProgress(dashboard, { id: 'c1', counts: { planned: 10, accepted: 74 } });
  expect(next.campaigns.active[0]?.counts).toMatchObject({ planned: 10, accepted: 74, recipients: 100 });
  expect(withProgress(dashboard, { id: 'other', counts: { planned: 0 } }).campaigns.active[0]?.counts).toEqual(counts);
  expect(withProgress(dashboard, { id: 'c1' })).toBe(dashboard);
});

test('what needs someone leads to where it is settled', () => {
  expect(NEEDS.approval.pathTo('w', 'c1')).toBe('/w/w/campaigns/c1/review');
  expect(NEEDS.uncertain.pathTo('w', 'c1')).toBe('/w/w/campaigns/c1/recipients?state=uncertain');
  expect(NEEDS.sender.pathTo('w', null)).toBe('/w/w/settings/sender');
  expect(NEEDS.failedImport.pathTo('w', 'i1')).toBe('/w/w/imports/i1');
});

test('the guide stays until the first message went out', () => {
  expect(isBeforeFirstCampaign(dashboard)).toBe(true);
  expect(isBeforeFirstCampaign({ ...dashboard, campaigns: { ...dashboard.campaigns, byStatus: { sending: 1 } } })).toBe(false);
});
