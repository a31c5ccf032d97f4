import { Box, Group, Kbd, Stack, Text, Title } from '@mantine/core';
import { modals } from '@mantine/modals';
import { shortcutGroups } from '../../shared/keyboard/shortcuts';

export function openShortcutHelp(): void {
  modals.open({ title: 'Keyboard shortcuts', size: 'lg', children: <ShortcutHelp /> });
}

function ShortcutHelp() {
  return (
    <Box style={{ columns: '2 240px', columnGap: 32 }} pb="sm">
      {shortcutGroups.map((group) => (
        <Stack key={group.title} gap={6} mb="xl" style={{ breakInside: 'avoid' }}>
          <Title order={3}>{group.title}</Title>
          {group.keys.map(({ keys, does }) => (
            <Group key={does} justify="space-between" wrap="nowrap">
              <Text c="var(--rp-text-2)">{does}</Text>
              <Group gap={4} wrap="nowrap">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Group>
            </Group>
          ))}
        </Stack>
      ))}
    </Box>
  );
}
