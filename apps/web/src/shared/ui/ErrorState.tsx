import { Button, Text } from '@mantine/core';
import { hasStatus, isApiError, messageOf } from '../api/apiError';
import { EmptyState } from './EmptyState';

/** Says what happened and offers the way on. A missing thing is not retried. */
export function ErrorState({ error, onRetry, title }: { error: unknown; onRetry?: () => void; title?: string }) {
  const isMissing = hasStatus(error, 404);
  return (
    <div role="alert">
      <EmptyState
        picture={isMissing ? 'search' : 'unplugged'}
        title={title ?? (isMissing ? 'This does not exist any more' : 'Couldn’t load this')}
        text={
          <>
            {messageOf(error)}
            <RequestId error={error} />
          </>
        }
        action={
          onRetry &&
          !isMissing && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      />
    </div>
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
