/** What a sealed secret is bound to; it opens nowhere else (SecretBox). */
export interface SecretPlace {
  readonly workspaceId: string;
  readonly name: string;
  readonly subject: string;
  /** A digest of the settings it was entered for; empty where it can reach one fixed address. */
  readonly binding: string;
}

export function secretPlace({ workspaceId, name, subject, binding }: SecretPlace): string {
  return `workspace_secrets.sealed/${JSON.stringify([workspaceId, name, subject, binding])}`;
}
