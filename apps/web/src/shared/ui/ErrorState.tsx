import { Button, Text } from '@mantine/core';
import { hasStatus, isApiError, messageOf } from '../api/apiError';
import { Link } from 'react-router';
import { EmptyState } from './EmptyState';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  title?: string;
  /** When it stands for a whole page: the list the page belongs to, where one goes on from what is missing. */
  page?: { label: string; to: string };
}

/** Says what happened and offers the way on. A missing thing is not retried. */
export function ErrorState({ error, onRetry, title, page }: ErrorStateProps) {
  const isMissing = hasStatus(error, 404);
  return (
    <div role="alert">
      <EmptyState
        isPage={page !== undefined}
        picture={isMissing ? 'search' : 'unplugged'}
        title={title ?? (isMissing ? 'This does not exist any more' : 'Couldn’t load this')}
        text={
          <>
            {messageOf(error)}
            {!isMissing && <RequestId error={error} />}
          </>
        }
        action={isMissing ? page && <Onward {...page} /> : onRetry && <TryAgain onRetry={onRetry} />}
      />
    </div>
  );
}

function TryAgain({ onRetry }: { onRetry: () => void }) {
  return (
    <Button variant="default" onClick={onRetry}>
      Try again
    </Button>
  );
}

function Onward({ label, to }: { label: string; to: string }) {
  return (
    <Button component={Link} to={to} variant="default">
      {label}
    </Button>
  );
}

function RequestId({ error }: { error: unknown }) {
  if (!isApiError(error) || !('requestId' in error) || typeof error.requestId !== 'string') return null;
  return (
    <Text c="dimmed" size="xs" mt={6}>
      Request {error.requestId}
    </Text>
  );
}
