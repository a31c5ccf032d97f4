import type { Area } from '../Area';

/** The pages of exports. */
export const area: Area = {
  routes: [{ path: 'exports', lazy: async () => ({ Component: (await import('../pages/ExportsPage')).ExportsPage }) }],
};
