import type { QueryClient } from '@tanstack/react-query';
import type { RouteObject } from 'react-router';

/** Asks for what a page will show. What fails is asked for again, and told, by the page. */
export type Ahead = (queryClient: QueryClient, workspaceId: string, search: URLSearchParams) => Promise<unknown>;

/** Pages that belong together: `export const area` of a file in `routes/`, which the router finds by itself. */
export interface Area {
  /** Under /w/:workspaceId. */
  readonly routes?: RouteObject[];
  /** Under /w/:workspaceId/settings. */
  readonly settingsRoutes?: RouteObject[];
  /** Requests that begin before the page itself is fetched, by the path of its route; loaded with the start of the dashboard, so keep it small. */
  readonly ahead?: Readonly<Record<string, Ahead>>;
}
