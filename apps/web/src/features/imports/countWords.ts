import type { ContactImport } from './importQueries';

/** The four ends a row can come to, in the order they are told. */
export const COUNTS: readonly { key: keyof ContactImport['counts']; label: string }[] = [
  { key: 'created', label: 'Created' },
  { key: 'updated', label: 'Updated' },
  { key: 'unchanged', label: 'Unchanged' },
  { key: 'rejected', label: 'Rejected' },
];
