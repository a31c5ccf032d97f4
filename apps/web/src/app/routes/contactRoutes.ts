import type { RouteObject } from 'react-router';

export const contactRoutes: RouteObject[] = [
  { path: 'contacts', lazy: async () => ({ Component: (await import('../pages/ContactsPage')).ContactsPage }) },
  { path: 'contacts/:contactId', lazy: async () => ({ Component: (await import('../pages/ContactPage')).ContactPage }) },
  { path: 'lists', lazy: async () => ({ Component: (await import('../pages/ListsPage')).ListsPage }) },
];

/** Their pages under /w/:workspaceId/settings. */
export const contactSettingsRoutes: RouteObject[] = [
  { path: 'fields', lazy: async () => ({ Component: (await import('../pages/CustomFieldsPage')).CustomFieldsPage }) },
];
