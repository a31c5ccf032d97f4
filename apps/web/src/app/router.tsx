import { createBrowserRouter } from 'react-router';
import { NotFoundPage } from './pages/NotFoundPage';
import { RouteErrorPage } from './pages/RouteErrorPage';

export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([{ path: '*', Component: NotFoundPage, ErrorBoundary: RouteErrorPage }]);
}
