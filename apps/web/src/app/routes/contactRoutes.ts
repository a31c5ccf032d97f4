import type { Area } from '../Area';
import { contactsAhead } from '../pages/contactsAhead';

/** Contacts, lists, the board, segments and imports. */
export const area: Area = {
  routes: [
    { path: 'contacts', lazy: async () => ({ Component: (await import('../pages/ContactsPage')).ContactsPage }) },
    { path: 'contacts/duplicates', lazy: async () => ({ Component: (await import('../pages/DuplicatesPage')).DuplicatesPage }) },
    { path: 'contacts/merge', lazy: async () => ({ Component: (await import('../pages/MergePage')).MergePage }) },
    { path: 'contacts/merges', lazy: async () => ({ Component: (await import('../pages/MergesPage')).MergesPage }) },
    { path: 'contacts/:contactId', lazy: async () => ({ Component: (await import('../pages/ContactPage')).ContactPage }) },
    { path: 'lists', lazy: async () => ({ Component: (await import('../pages/ListsPage')).ListsPage }) },
    { path: 'lists/:listId/history', lazy: async () => ({ Component: (await import('../pages/ListHistoryPage')).ListHistoryPage }) },
    { path: 'board', lazy: async () => ({ Component: (await import('../pages/BoardPage')).BoardPage }) },
    { path: 'segments', lazy: async () => ({ Component: (await import('../pages/SegmentsPage')).SegmentsPage }) },
    { path: 'segments/new', lazy: async () => ({ Component: (await import('../pages/SegmentPage')).NewSegmentPage }) },
    { path: 'segments/:segmentId', lazy: async () => ({ Component: (await import('../pages/SegmentPage')).SegmentPage }) },
    { path: 'imports', lazy: async () => ({ Component: (await import('../pages/ImportsPage')).ImportsPage }) },
    { path: 'imports/new', lazy: async () => ({ Component: (await import('../pages/NewImportPage')).NewImportPage }) },
    { path: 'imports/:importId', lazy: async () => ({ Component: (await import('../pages/ImportPage')).ImportPage }) },
  ],
  ahead: { contacts: contactsAhead },
  settingsRoutes: [{ path: 'fields', lazy: async () => ({ Component: (await import('../pages/CustomFieldsPage')).CustomFieldsPage }) }],
};
