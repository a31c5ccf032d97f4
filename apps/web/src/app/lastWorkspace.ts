const KEY = 'rapport-last-workspace';

/** Where `/` leads. A browser without storage simply starts at the first workspace. */
export function rememberWorkspace(workspaceId: string): void {
  try {
    localStorage.setItem(KEY, workspaceId);
  } catch {
    return;
  }
}

/** A deleted one only where there is no other: its page says how to restore it. */
export function chooseWorkspace(all: readonly { id: string; deletedAt: string | null }[]): string | null {
  const live = all.filter(({ deletedAt }) => deletedAt === null);
  const workspaces = live.length > 0 ? live : all;
  const last = lastWorkspace();
  return workspaces.find((workspace) => workspace.id === last)?.id ?? workspaces[0]?.id ?? null;
}

/** The one that was opened last in this browser, as far as it may be remembered. */
export function lastWorkspace(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
