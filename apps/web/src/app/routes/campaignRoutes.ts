import type { RouteObject } from 'react-router';

/** Campaigns, templates and the mail lab, under /w/:workspaceId. */
export const campaignRoutes: RouteObject[] = [];

/** Their pages under /w/:workspaceId/settings. */
export const campaignSettingsRoutes: RouteObject[] = [
  { path: 'sender', lazy: async () => ({ Component: (await import('../pages/SenderPage')).SenderPage }) },
];
