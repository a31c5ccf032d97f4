import { Group, Skeleton, Stack } from '@mantine/core';

const LABEL = 'Loading';

/** The same height as what will stand here, so that nothing jumps. */
export function LinesSkeleton({ lines = 4 }: { lines?: number }) {
  return (
    <Stack gap="sm" role="status" aria-label={LABEL}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={12} width={`${88 - ((index * 23) % 45)}%`} />
      ))}
    </Stack>
  );
}

export function FormSkeleton({ fields = 3 }: { fields?: number }) {
  return (
    <Stack gap="lg" maw={480} role="status" aria-label={LABEL}>
      {Array.from({ length: fields }, (_, index) => (
        <Stack gap={6} key={index}>
          <Skeleton height={12} width={96} />
          <Skeleton height={32} />
        </Stack>
      ))}
    </Stack>
  );
}

export function TilesSkeleton({ tiles = 4 }: { tiles?: number }) {
  return (
    <Group gap="md" grow role="status" aria-label={LABEL}>
      {Array.from({ length: tiles }, (_, index) => (
        <Skeleton key={index} height={84} radius="lg" />
      ))}
    </Group>
  );
}

export function PageSkeleton() {
  return (
    <Stack gap="xl" p="xl" role="status" aria-label={LABEL}>
      <Skeleton height={24} width={220} />
      <Skeleton height={120} radius="lg" />
      <LinesSkeleton lines={6} />
    </Stack>
  );
}
