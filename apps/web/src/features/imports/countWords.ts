import type { ContactImport } from './importQueries';

/** What can become of a row, in the order it is told. */
export const COUNTS: readonly { key: keyof ContactImport['counts']; label: string }[] = [
  { key: 'created', label: 'Created' },
  { key: 'updated', label: 'Updated' },
  { key: 'unchanged', label: 'Unchanged' },
  { key: 'rejected', label: 'Rejected' },
  { key: 'blank', label: 'Blank' },
];
