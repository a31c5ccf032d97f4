import type { Area } from '../Area';

export const area: Area = {
  settingsRoutes: [
    { index: true, lazy: async () => ({ Component: (await import('../pages/WorkspaceSettingsPage')).WorkspaceSettingsPage }) },
    { path: 'members', lazy: async () => ({ Component: (await import('../pages/MembersPage')).MembersPage }) },
    { path: 'api-keys', lazy: async () => ({ Component: (await import('../pages/ApiKeysPage')).ApiKeysPage }) },
    { path: 'audit', lazy: async () => ({ Component: (await import('../pages/AuditPage')).AuditPage }) },
    { path: 'profile', lazy: async () => ({ Component: (await import('../pages/ProfilePage')).ProfilePage }) },
    { path: 'security', lazy: async () => ({ Component: (await import('../pages/SecurityPage')).SecurityPage }) },
    { path: 'identity', lazy: async () => ({ Component: (await import('../pages/IdentityPage')).IdentityPage }) },
    { path: 'topics', lazy: async () => ({ Component: (await import('../pages/TopicsPage')).TopicsPage }) },
    { path: 'forms', lazy: async () => ({ Component: (await import('../pages/FormsPage')).FormsPage }) },
    { path: 'forms/:formId', lazy: async () => ({ Component: (await import('../pages/FormPage')).FormPage }) },
    { path: 'ai', lazy: async () => ({ Component: (await import('../pages/AiSettingsPage')).AiSettingsPage }) },
    { path: 'branding', lazy: async () => ({ Component: (await import('../pages/BrandingPage')).BrandingPage }) },
    { path: 'danger', lazy: async () => ({ Component: (await import('../pages/DangerPage')).DangerPage }) },
    { path: 'preferences', lazy: async () => ({ Component: (await import('../pages/PreferencesPage')).PreferencesPage }) },
    { path: 'installation', lazy: async () => ({ Component: (await import('../pages/InstallationPage')).InstallationPage }) },
  ],
};
