import type { RouteObject } from 'react-router';

/** Contacts, lists and imports, under /w/:workspaceId. */
export const contactRoutes: RouteObject[] = [
  { path: 'contacts', lazy: async () => ({ Component: (await import('../pages/ContactsPage')).ContactsPage }) },
  { path: 'contacts/:contactId', lazy: async () => ({ Component: (await import('../pages/ContactPage')).ContactPage }) },
  { path: 'lists', lazy: async () => ({ Component: (await import('../pages/ListsPage')).ListsPage }) },
  { path: 'imports', lazy: async () => ({ Component: (await import('../pages/ImportsPage')).ImportsPage }) },
  { path: 'imports/new', lazy: async () => ({ Component: (await import('../pages/NewImportPage')).NewImportPage }) },
  { path: 'imports/:importId', lazy: async () => ({ Component: (await import('../pages/ImportPage')).ImportPage }) },
];

/** Their pages under /w/:workspaceId/settings. */
export const contactSettingsRoutes: RouteObject[] = [
  { path: 'fields', lazy: async () => ({ Component: (await import('../pages/CustomFieldsPage')).CustomFieldsPage }) },
];
