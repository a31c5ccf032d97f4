import { Button } from '@mantine/core';
import { useRouteError } from 'react-router';
import { hasStatus } from '../../shared/api/apiError';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Lonely } from './Lonely';
import { NotFoundPage } from './NotFoundPage';

/** A page that failed while drawing, or whose code could not be fetched (usually because the server was updated meanwhile). */
export function RouteErrorPage() {
  const error = useRouteError();
  if (hasStatus(error, 404)) return <NotFoundPage />;
  const isOutdated = error instanceof TypeError && /import|module/i.test(error.message);
  return (
    <Lonely>
      <EmptyState
        isPage
        picture="unplugged"
        title={isOutdated ? 'Rapport was updated' : 'This page stopped working'}
        text={
          isOutdated
            ? 'Reload to get the new version. Nothing is lost.'
            : 'Your data is safe. Reload the page; if it happens again, the browser console says where it failed.'
        }
        action={<Button onClick={() => window.location.reload()}>Reload</Button>}
      />
    </Lonely>
  );
}
