import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Lonely } from './Lonely';

export function NotFoundPage() {
  useDocumentTitle('Page not found · Rapport');
  return (
    <Lonely>
      <EmptyState
        isPage
        picture="search"
        title="There is no page here"
        text="The address may be mistyped, or the page has been deleted."
        action={
          <Button component={Link} to={paths.root()} variant="default">
            Go to Home
          </Button>
        }
      />
    </Lonely>
  );
}
