import type { DeclaredRoute } from './declaredRoutes.js';

const HEAD = ['method', 'path', 'people', 'API key', 'more'];
const INTRODUCTION = `# Who may call what

Every route of the API, what opens it to people and to API keys. Written from the declarations in the code by \`node tools/sdk.mjs\`; a test fails
when they have drifted, and another one tries each line. “With …” names fields of a request that reach into another resource: a key that sends
them needs that scope as well. \`…\` is \`/api/v1/workspaces/:workspaceId\`.
`;

/** docs/API-ACCESS.md, in the form that prettier gives tables. */
export function accessTable(routes: readonly DeclaredRoute[]): string {
  const rows = routes.map(rowOf).sort((one, other) => compare(one[1] + one[0], other[1] + other[0]));
  const widths = HEAD.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [INTRODUCTION, line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ''].join('\n');
}

function rowOf({ method, path, access, keyAccess, ...route }: DeclaredRoute): [string, string, string, string, string] {
  const more = [
    route.needsStepUp ? 'fresh proof (people)' : '',
    route.isCsrfExempt ? 'called from elsewhere' : '',
    ...Object.entries(route.fieldScopes).map(([field, scope]) => `with \`${field}\`: \`${scope}\``),
    route.isOpenInGrace ? 'also before deletion' : '',
  ];
  return [
    method,
    `\`${path.replace('/api/v1/workspaces/:workspaceId', '…')}\``,
    access?.kind === 'roles' ? access.roles.join(', ') : access?.kind === 'signedIn' ? 'anyone signed in' : 'anyone',
    access?.kind === 'public' ? 'not needed' : keyAccess && keyAccess !== 'peopleOnly' ? `\`${keyAccess}\`` : 'no',
    more.filter(Boolean).join(', '),
  ];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
