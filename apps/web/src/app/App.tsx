import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { createQueryClient } from '../shared/api/queryClient';
import { theme } from '../shared/theme/theme';
import { themeVariables } from '../shared/theme/themeVariables';
import { createRouter } from './router';

const colorSchemes = localStorageColorSchemeManager({ key: 'rapport-color-scheme' });

export function App() {
  const [router] = useState(createRouter);
  const [queryClient] = useState(() => createQueryClient(() => undefined));
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={themeVariables} colorSchemeManager={colorSchemes} defaultColorScheme="auto">
        <Notifications position="bottom-right" limit={4} containerWidth={400} />
        <ModalsProvider>
          <RouterProvider router={router} />
        </ModalsProvider>
      </MantineProvider>
    </QueryClientProvider>
  );
}
