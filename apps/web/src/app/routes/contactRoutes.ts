import type { RouteObject } from 'react-router';

/** Contacts, lists and imports, under /w/:workspaceId. */
export const contactRoutes: RouteObject[] = [];

/** Their pages under /w/:workspaceId/settings. */
export const contactSettingsRoutes: RouteObject[] = [];
