import type { RouteObject } from 'react-router';

/** Pages that belong together: `export const area` of a file in `routes/`, which the router finds by itself. */
export interface Area {
  /** Under /w/:workspaceId. */
  readonly routes?: RouteObject[];
  /** Under /w/:workspaceId/settings. */
  readonly settingsRoutes?: RouteObject[];
}
