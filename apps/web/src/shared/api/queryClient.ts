import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { hasStatus, isApiError } from './apiError';
import { toastError } from '../ui/toasts';

declare module '@tanstack/react-query' {
  interface Register {
    /** `showsErrors: true` on a mutation: the caller shows the failure itself (a form, for example), so no toast is raised. */
    mutationMeta: { showsErrors?: boolean };
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
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.showsErrors) return;
        signOutOn401(error);
        toastError(error);
      },
    }),
    defaultOptions: {
      queries: { staleTime: 15_000, gcTime: 10 * 60_000, retry: shouldRetry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
