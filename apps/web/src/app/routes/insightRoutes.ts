import type { Area } from '../Area';

/** What is unusual in the figures. */
export const area: Area = {
  routes: [{ path: 'insights', lazy: async () => ({ Component: (await import('../pages/InsightsPage')).InsightsPage }) }],
};
