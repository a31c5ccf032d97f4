import type { QueryClient } from '@tanstack/react-query';
import { createBrowserRouter, matchPath, Outlet, type RouteObject } from 'react-router';
import { basePath } from '../shared/basePath';
import { PageSkeleton } from '../shared/ui/Skeletons';
import type { Area } from './Area';
import { NotFoundPage } from './pages/NotFoundPage';
import { RouteErrorPage } from './pages/RouteErrorPage';
import { sessionQuery } from '../features/session/sessionQueries';
import { StepUpDialog } from '../features/session/StepUpDialog';

/** Of each file in `routes/`. */
const areas = Object.values(import.meta.glob<Area>('./routes/*.ts', { import: 'area', eager: true }));

/** Every page is fetched when it is first opened; each area keeps its own list in `routes/`. */
export function createRouter(queryClient: QueryClient): ReturnType<typeof createBrowserRouter> {
  askAtOnce(queryClient);
  const routes: RouteObject[] = [
    {
      Component: RootLayout,
      ErrorBoundary: RouteErrorPage,
      HydrateFallback: PageSkeleton,
      children: [
        { index: true, lazy: async () => ({ Component: (await import('./pages/RootPage')).RootPage }) },
        { path: 'login', lazy: async () => ({ Component: (await import('./pages/LoginPage')).LoginPage }) },
        { path: 'register', lazy: async () => ({ Component: (await import('./pages/RegisterPage')).RegisterPage }) },
        {
          path: 'register/:token',
          lazy: async () => ({ Component: (await import('./pages/ConfirmRegistrationPage')).ConfirmRegistrationPage }),
        },
        { path: 'welcome', lazy: async () => ({ Component: (await import('./pages/RegisterPage')).RegisterPage }) },
        { path: 'invite/:token', lazy: async () => ({ Component: (await import('./pages/InvitationPage')).InvitationPage }) },
        { path: 'forgot-password', lazy: async () => ({ Component: (await import('./pages/ForgotPasswordPage')).ForgotPasswordPage }) },
        { path: 'reset-password/:token', lazy: async () => ({ Component: (await import('./pages/ResetPasswordPage')).ResetPasswordPage }) },
        { path: 'confirm-email/:token', lazy: async () => ({ Component: (await import('./pages/ConfirmEmailPage')).ConfirmEmailPage }) },
        { path: 'verify-email/:token', lazy: async () => ({ Component: (await import('./pages/VerifyEmailPage')).VerifyEmailPage }) },
        { path: 'shared/report/:token', lazy: async () => ({ Component: (await import('./pages/SharedReportPage')).SharedReportPage }) },
        { path: 'sender-sign-in', lazy: async () => ({ Component: (await import('./pages/SenderSignInPage')).SenderSignInPage }) },
        { path: 'account/delete', lazy: async () => ({ Component: (await import('./pages/DeleteAccountPage')).DeleteAccountPage }) },
        { path: 'workspaces/new', lazy: async () => ({ Component: (await import('./pages/NewWorkspacePage')).NewWorkspacePage }) },
        {
          path: 'w/:workspaceId',
          lazy: async () => ({ Component: (await import('./WorkspaceLayout')).WorkspaceLayout }),
          // Asked for beside the code of the page, not after it.
          loader: () => begin(queryClient.prefetchQuery(sessionQuery)),
          shouldRevalidate: () => false,
          children: [
            {
              // Errors of a page are shown inside the shell, so that one can go on working elsewhere.
              ErrorBoundary: RouteErrorPage,
              children: [
                ...areas.flatMap((area) => routesOf(area, queryClient)),
                {
                  path: 'settings',
                  lazy: async () => ({ Component: (await import('./pages/SettingsLayout')).SettingsLayout }),
                  children: areas.flatMap(({ settingsRoutes = [] }) => settingsRoutes),
                },
                { path: '*', Component: NotFoundPage },
              ],
            },
          ],
        },
        { path: '*', Component: NotFoundPage },
      ],
    },
  ];
  return createBrowserRouter(routes, { basename: basePath || '/' });
}

/** What the page of this address begins with, before its code is asked for: that is many files, and a browser asks for few things at once. */
function askAtOnce(queryClient: QueryClient): void {
  const { pathname, search } = window.location;
  const { workspaceId, '*': path = '' } = matchPath('/w/:workspaceId/*', pathname.slice(basePath.length))?.params ?? {};
  if (!workspaceId) return;
  begin(queryClient.prefetchQuery(sessionQuery));
  for (const { ahead = {} } of areas) {
    const ask = ahead[path];
    if (ask) begin(ask(queryClient, workspaceId, new URLSearchParams(search)));
  }
}

/** Those of an area; what is asked for ahead begins when one goes there, and nobody waits for it. */
function routesOf({ routes = [], ahead = {} }: Area, queryClient: QueryClient): RouteObject[] {
  return routes.map((route) => {
    const ask = ahead[route.path ?? ''];
    if (!ask || route.index) return route;
    return {
      ...route,
      loader: ({ params, request }) => begin(ask(queryClient, params['workspaceId'] ?? '', new URL(request.url).searchParams)),
      shouldRevalidate: ({ currentParams, nextParams }) => currentParams['workspaceId'] !== nextParams['workspaceId'],
    };
  });
}

/** What fails here is asked for again by whoever shows it. */
function begin(work: Promise<unknown>): null {
  work.catch(() => undefined);
  return null;
}

/** Around every page, inside the router. */
function RootLayout() {
  return (
    <>
      <Outlet />
      <StepUpDialog />
    </>
  );
}
