import { createBrowserRouter, Outlet, type RouteObject } from 'react-router';
import { basePath } from '../shared/basePath';
import { PageSkeleton } from '../shared/ui/Skeletons';
import type { Area } from './Area';
import { NotFoundPage } from './pages/NotFoundPage';
import { RouteErrorPage } from './pages/RouteErrorPage';
import { StepUpDialog } from '../features/session/StepUpDialog';

/** Of each file in `routes/`. */
const areas = Object.values(import.meta.glob<Area>('./routes/*.ts', { import: 'area', eager: true }));

/** Every page is fetched when it is first opened; each area keeps its own list in `routes/`. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
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
        { path: 'account/delete', lazy: async () => ({ Component: (await import('./pages/DeleteAccountPage')).DeleteAccountPage }) },
        { path: 'workspaces/new', lazy: async () => ({ Component: (await import('./pages/NewWorkspacePage')).NewWorkspacePage }) },
        {
          path: 'w/:workspaceId',
          lazy: async () => ({ Component: (await import('./WorkspaceLayout')).WorkspaceLayout }),
          children: [
            {
              // Errors of a page are shown inside the shell, so that one can go on working elsewhere.
              ErrorBoundary: RouteErrorPage,
              children: [
                ...areas.flatMap(({ routes = [] }) => routes),
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

/** Around every page, inside the router. */
function RootLayout() {
  return (
    <>
      <Outlet />
      <StepUpDialog />
    </>
  );
}
