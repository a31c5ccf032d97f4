import type { Scope, ScopeEntry } from './apiKeyQueries';

export interface ScopeGroup {
  readonly resource: string;
  readonly scopes: readonly ScopeEntry[];
}

const RESOURCES: Record<string, string> = { fields: 'Contact fields', mailLab: 'Mail lab', audit: 'Audit log', senders: 'Sender' };

/** The catalogue by resource, in its own order. */
export function groupScopes(catalogue: readonly ScopeEntry[]): ScopeGroup[] {
  const groups = new Map<string, ScopeEntry[]>();
  for (const entry of catalogue) {
    const { resource } = partsOf(entry.scope);
    groups.set(resource, [...(groups.get(resource) ?? []), entry]);
  }
  return [...groups].map(([resource, scopes]) => ({ resource: resourceWord(resource), scopes }));
}

/** Presets: what only looks, and what also changes. Approving and sending are chosen by name, never by a preset. */
export function presetScopes(catalogue: readonly ScopeEntry[], preset: 'read' | 'readWrite'): Scope[] {
  return catalogue
    .map(({ scope }) => scope)
    .filter((scope) => {
      const { action } = partsOf(scope);
      return action === 'read' || (preset === 'readWrite' && action === 'write');
    });
}

/** `Contacts: read, write · Lists: read` */
export function scopeSummary(scopes: readonly Scope[]): string {
  const byResource = new Map<string, string[]>();
  for (const scope of scopes) {
    const { resource, action } = partsOf(scope);
    byResource.set(resource, [...(byResource.get(resource) ?? []), action]);
  }
  return [...byResource].map(([resource, actions]) => `${resourceWord(resource)}: ${actions.join(', ')}`).join(' · ');
}

function partsOf(scope: Scope): { resource: string; action: string } {
  const [resource = '', action = ''] = scope.split(':');
  return { resource, action };
}

function resourceWord(resource: string): string {
  return RESOURCES[resource] ?? `${resource.charAt(0).toUpperCase()}${resource.slice(1)}`;
}
