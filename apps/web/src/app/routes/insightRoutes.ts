import type { Area } from '../Area';

/** What stands out in the figures. */
export const area: Area = {
  routes: [{ path: 'insights', lazy: async () => ({ Component: (await import('../pages/InsightsPage')).InsightsPage }) }],
};
