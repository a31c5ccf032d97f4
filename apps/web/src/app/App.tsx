import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { recheckSession } from '../features/session/sessionQueries';
import { createQueryClient } from '../shared/api/queryClient';
import { theme } from '../shared/theme/theme';
import { themeVariables } from '../shared/theme/themeVariables';
import { createRouter } from './router';

const colorSchemes = localStorageColorSchemeManager({ key: 'rapport-color-scheme' });

/** A session that ended elsewhere is noticed by the next 401; the guard of the workspace routes then leads to the login. */
function createClient(): QueryClient {
  const client = createQueryClient(() => {
    // Out of reach: the page that is shown says so itself.
    recheckSession(client).catch(() => undefined);
  });
  return client;
}

export interface Foundation {
  readonly queryClient: QueryClient;
  readonly router: ReturnType<typeof createRouter>;
}

/** Once, before anything is drawn: requests and code of the first page are under way then while the rest is drawn for the first time. */
export function layFoundation(): Foundation {
  const queryClient = createClient();
  return { queryClient, router: createRouter(queryClient) };
}

export function App({ queryClient, router }: Foundation) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={themeVariables} colorSchemeManager={colorSchemes} defaultColorScheme="auto">
        <Notifications position="bottom-left" limit={4} containerWidth={400} />
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}
