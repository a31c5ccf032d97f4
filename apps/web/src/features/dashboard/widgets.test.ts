import { moved, type HomeLayout } from './widgets';

const layout: HomeLayout = { left: ['recentCampaigns', 'upcoming'], right: ['mail', 'growth'], hidden: ['lists'] };

test('a widget is in one place only, wherever it is moved to', () => {
  expect(moved(layout, 'mail', 'left', 1)).toEqual({ left: ['recentCampaigns', 'mail', 'upcoming'], right: ['growth'], hidden: ['lists'] });
  expect(moved(layout, 'recentCampaigns', 'left', 1)).toEqual({ ...layout, left: ['upcoming', 'recentCampaigns'] });
  expect(moved(layout, 'lists', 'right')).toEqual({ ...layout, right: ['mail', 'growth', 'lists'], hidden: [] });
  expect(moved(layout, 'mail', 'hidden')).toEqual({ ...layout, right: ['growth'], hidden: ['lists', 'mail'] });
  expect(moved(layout, 'mail', 'left', 99).left).toEqual(['recentCampaigns', 'upcoming', 'mail']);
});
