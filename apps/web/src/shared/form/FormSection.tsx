import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** One column, 480 px, a heading and a line of help. */
export function FormSection({ title, help, children }: { title: string; help?: ReactNode; children: ReactNode }) {
  return (
    <Stack component="section" gap="lg" maw={480} w="100%">
      <div>
        <Title order={2}>{title}</Title>
        {help && <Text c="dimmed">{help}</Text>}
      </div>
      {children}
    </Stack>
  );
}
