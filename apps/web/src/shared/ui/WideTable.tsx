import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** A table that may be wider than a phone: it scrolls to the side, by the keyboard too. */
export function WideTable({ minWidth, label, children }: { minWidth: number; label: string; children: ReactNode }) {
  return (
    <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': label } }}>
      {children}
    </Table.ScrollContainer>
  );
}
