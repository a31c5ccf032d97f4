const KEY = 'rapport-last-workspace';

/** Where `/` leads. A browser without storage simply starts at the first workspace. */
export function rememberWorkspace(workspaceId: string): void {
  try {
    localStorage.setItem(KEY, workspaceId);
  } catch {
    return;
  }
}

export function chooseWorkspace(workspaces: readonly { id: string }[]): string | null {
  let last: string | null = null;
  try {
    last = localStorage.getItem(KEY);
  } catch {
    last = null;
  }
  return workspaces.find((workspace) => workspace.id === last)?.id ?? workspaces[0]?.id ?? null;
}
