import type { Area } from '../Area';

export const area: Area = {
  routes: [
    { index: true, lazy: async () => ({ Component: (await import('../pages/HomePage')).HomePage }) },
    { path: 'start', lazy: async () => ({ Component: (await import('../pages/StartPage')).StartPage }) },
  ],
};
