import { QueryCache, QueryClient } from '@tanstack/react-query';
import { hasStatus, isApiError } from './apiError';
import { toastError } from '../ui/toasts';

declare module '@tanstack/react-query' {
  interface Register {
    /** How a failure is told that nobody else shows (useServerMutation). */
    mutationMeta: { tell?: (error: unknown) => void };
  }
}

const MAX_RETRIES = 2;

/** Only what a second attempt can change is retried: a lost connection, or a server that is restarting. */
function shouldRetry(failures: number, error: unknown): boolean {
  return failures < MAX_RETRIES && (!isApiError(error) || error.status === 0 || error.status >= 502);
}

export function createQueryClient(onSignedOut: () => void): QueryClient {
  const signOutOn401 = (error: unknown) => {
    if (hasStatus(error, 401)) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: signOutOn401 }),
    defaultOptions: {
      queries: { staleTime: 15_000, gcTime: 10 * 60_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false, meta: { tell: (error) => (signOutOn401(error), toastError(error)) } },
    },
  });
}
