import type { Area } from '../Area';

/** What contacts answered. */
export const area: Area = {
  routes: [{ path: 'inbox/:conversationId?', lazy: async () => ({ Component: (await import('../pages/InboxPage')).InboxPage }) }],
};
