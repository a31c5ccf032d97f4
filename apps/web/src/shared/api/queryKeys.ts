/** Every key of workspace data starts with the workspace, so that switching it can never show another one's rows. */
export function workspaceKey(workspaceId: string, domain: string, ...rest: readonly unknown[]): readonly unknown[] {
  return ['workspace', workspaceId, domain, ...rest];
}

/** Prefix of everything cached for one workspace. */
export function workspaceRoot(workspaceId: string): readonly unknown[] {
  return ['workspace', workspaceId];
}
