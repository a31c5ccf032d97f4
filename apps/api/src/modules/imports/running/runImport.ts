/** The job that writes the rows of an import. */
export const RUN_IMPORT = 'imports.run';

/** How often an import is tried before it is shown as failed. */
export const RUN_IMPORT_ATTEMPTS = 5;

export interface RunImportPayload {
  readonly workspaceId: string;
  readonly importId: string;
}

/** One job for each import, however often it is started or taken up again. */
export function importJobKey(importId: string): string {
  return `import:${importId}`;
}
