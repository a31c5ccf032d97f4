import type { RouteObject } from 'react-router';

export const settingsRoutes: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('../pages/WorkspaceSettingsPage')).WorkspaceSettingsPage }) },
  { path: 'members', lazy: async () => ({ Component: (await import('../pages/MembersPage')).MembersPage }) },
  { path: 'api-keys', lazy: async () => ({ Component: (await import('../pages/ApiKeysPage')).ApiKeysPage }) },
  { path: 'audit', lazy: async () => ({ Component: (await import('../pages/AuditPage')).AuditPage }) },
  { path: 'profile', lazy: async () => ({ Component: (await import('../pages/ProfilePage')).ProfilePage }) },
  { path: 'security', lazy: async () => ({ Component: (await import('../pages/SecurityPage')).SecurityPage }) },
  { path: 'appearance', lazy: async () => ({ Component: (await import('../pages/AppearancePage')).AppearancePage }) },
];
