import { readFileSync } from 'node:fs';
import { createOpenApiDocument } from '../src/openApiDocument.js';
import type { Role } from '../src/platform/context/Context.js';
import { AccessDeclarations } from '../src/platform/security/AccessDeclarations.js';
import { accessTable } from '../src/platform/security/accessTable.js';
import type { DeclaredRoute } from '../src/platform/security/declaredRoutes.js';
import { ALL_SCOPES, type Scope } from '../src/platform/security/scopes.js';
import { type Caller, eachOf, isInside, knock } from './support/accessMatrix.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { Person } from './support/Person.js';
import { Program } from './support/Program.js';
import { TestApp } from './support/startTestApp.js';

interface Operation {
  readonly description?: string;
  readonly security: Record<string, string[]>[];
  readonly parameters?: { name: string }[];
  readonly requestBody?: { content: Record<string, unknown> };
  readonly responses: Record<string, unknown>;
}

const MEMBERS = ['admin', 'author', 'approver', 'viewer'] as const;

let test: TestApp;
let routes: DeclaredRoute[];
let ofWorkspaces: DeclaredRoute[];
let ofPeople: DeclaredRoute[];
let open: DeclaredRoute[];
let workspaceId: string;
let nobody: Person;

beforeAll(async () => {
  test = await TestApp.start();
  workspaceId = test.owner.workspaceId;
  nobody = new Person(test.app.getHttpServer());
  // The page of the dashboard answers whatever no other route takes.
  routes = test.app
    .get(AccessDeclarations)
    .list()
    .filter(({ path }) => !path.includes('*'));
  ofWorkspaces = routes.filter(({ access }) => access?.kind === 'roles');
  ofPeople = routes.filter(({ access }) => access?.kind === 'signedIn');
  open = routes.filter(({ access }) => access?.kind === 'public');
});
afterAll(() => test.stop());

const nameOf = ({ method, path }: DeclaredRoute): string => `${method} ${path}`;
const rolesOf = ({ access }: DeclaredRoute): readonly Role[] => (access?.kind === 'roles' ? access.roles : []);
const scopeOf = ({ keyAccess }: DeclaredRoute): Scope | null => (keyAccess === 'peopleOnly' ? null : (keyAccess ?? null));

/** What each route answers to the caller, against what it should; only the differences. */
async function differences(
  of: readonly DeclaredRoute[],
  caller: Caller | ((route: DeclaredRoute) => Caller | Promise<Caller>),
  isRight: (outcome: string, route: DeclaredRoute) => boolean,
  where: (caller: Caller) => string = () => workspaceId,
): Promise<string[]> {
  const wrong: string[] = [];
  await eachOf(of, async (route) => {
    const who = typeof caller === 'function' ? await caller(route) : caller;
    const outcome = await knock(who, route, where(who));
    if (!isRight(outcome, route)) wrong.push(`${nameOf(route)}: ${outcome}`);
  });
  return wrong;
}

it('covers the whole API, and docs/API-ACCESS.md tells the same', () => {
  expect(ofWorkspaces.length).toBeGreaterThan(50);
  expect(ofPeople.length).toBeGreaterThan(3);
  expect(ofWorkspaces.filter((route) => !route.path.includes(':workspaceId')).map(nameOf)).toEqual([]);
  expect([...ofPeople, ...open].filter((route) => route.path.includes(':workspaceId')).map(nameOf)).toEqual([]);
  const committed = readFileSync(new URL('../../../docs/API-ACCESS.md', import.meta.url), 'utf8');
  if (committed !== accessTable(test.app.get(AccessDeclarations).list()))
    throw new Error('docs/API-ACCESS.md no longer tells who may call what. Run "node tools/sdk.mjs", read what changed, and commit it.');
});

it('the API document tells of every operation how it is opened, how it is refused, and whether it may be repeated', () => {
  const { paths, components } = createOpenApiDocument(test.app);
  expect(Object.keys(components?.securitySchemes ?? {}).sort()).toEqual(['apiKey', 'session']);
  const wrong: string[] = [];
  for (const route of routes) {
    const item = paths[route.path.replace(/:(\w+)/g, '{$1}')] as Record<string, Operation> | undefined;
    const operation = item?.[route.method.toLowerCase()];
    // Pages and probes are not in the document.
    if (!operation) continue;
    const isOpen = route.access?.kind === 'public';
    const opens = operation.security.flatMap((scheme) => Object.keys(scheme));
    const expected = isOpen ? [] : scopeOf(route) ? ['session', 'apiKey'] : ['session'];
    const takesKey = operation.parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false;
    const isUpload = operation.requestBody?.content['multipart/form-data'] !== undefined;
    const refusals = ['401', '403', '429'].filter((status) => status in operation.responses);
    // A request that changes something is refused from another site, whoever may call it.
    const openRefusals = route.method === 'GET' ? '429' : '403,429';
    if (
      opens.join() !== expected.join() ||
      takesKey !== (route.method === 'POST' && !isOpen && !isUpload) ||
      refusals.filter((status) => !isOpen || status !== '401').join() !== (isOpen ? openRefusals : '401,403,429') ||
      (scopeOf(route) !== null && !operation.description?.includes(`\`${scopeOf(route)}\``))
    )
      wrong.push(nameOf(route));
  }
  expect(wrong).toEqual([]);
});

describe('people', () => {
  it('answers 401 to nobody, on every route that is not public', async () => {
    expect(await differences([...ofWorkspaces, ...ofPeople], nobody, (outcome) => outcome === '401 auth.required')).toEqual([]);
  });

  it('lets nobody call what is public', async () => {
    const isAnswered = (outcome: string) => !/^(5\d\d|403|429)|auth\.required/.test(outcome);
    expect(await differences(open, nobody, isAnswered)).toEqual([]);
  });

  it('answers 404 to a stranger, as if the workspace did not exist', async () => {
    const stranger = await test.stranger();
    expect(await differences(ofWorkspaces, stranger, (outcome) => outcome === '404 workspace.notFound')).toEqual([]);
  });

  it.each(MEMBERS)('lets a member who is %s through where the role is named, and answers 403 everywhere else', async (role) => {
    let member = await test.member(role);
    const wrong = await differences(
      ofWorkspaces.filter(({ path }) => !path.endsWith('/leave')),
      () => member,
      (outcome, route) => (rolesOf(route).includes(role) ? isInside(outcome) : outcome === '403 auth.roleTooLow'),
    );
    expect(wrong).toEqual([]);
    member = await test.member(role);
    const leaving = ofWorkspaces.filter(({ path }) => path.endsWith('/leave'));
    expect(await differences(leaving, member, (outcome, route) => !rolesOf(route).includes(role) || isInside(outcome))).toEqual([]);
  });

  it('lets the owner through everywhere', async () => {
    // Some of these end what the next one needs (a workspace, a session), so each gets an owner of its own.
    const risky = ofWorkspaces.filter((route) => rolesOf(route).length === 1);
    const own = await test.stranger('Una Usual');
    const usual = ofWorkspaces.filter((route) => rolesOf(route).length > 1);
    expect(await differences(usual, own, isInside, (caller) => caller.workspaceId)).toEqual([]);
    expect(
      await differences(
        risky,
        () => test.stranger('Olga Owner'),
        isInside,
        (caller) => caller.workspaceId,
      ),
    ).toEqual([]);
  });

  it('lets anybody who is signed in call what belongs to people', async () => {
    expect(
      await differences(
        ofPeople,
        () => test.stranger('Pia Person'),
        // The installation belongs to its operator, the first account; everyone else is told so.
        (outcome, { path }) =>
          !/^(401|403|429|5)/.test(outcome) || (path.startsWith('/api/v1/installation') && outcome === '403 installation.notOperator'),
      ),
    ).toEqual([]);
  });
});

describe('keys', () => {
  const exact = new Map<Scope, Program>();
  const without = new Map<Scope, Program>();
  let owner: Person;
  let everything: Program;

  beforeAll(async () => {
    owner = await test.stranger('Kay Keys');
    everything = await Program.of(owner, ALL_SCOPES);
    for (const scope of ALL_SCOPES) {
      exact.set(scope, await Program.of(owner, [scope]));
      without.set(
        scope,
        await Program.of(
          owner,
          ALL_SCOPES.filter((other) => other !== scope),
        ),
      );
    }
  });

  const byScope = (keys: Map<Scope, Program>) => (route: DeclaredRoute) => keys.get(scopeOf(route) ?? 'workspace:read') ?? everything;
  const there = (caller: Caller) => caller.workspaceId;
  const forKeys = () => ofWorkspaces.filter((route) => scopeOf(route) !== null);

  it('opens every route that names a scope with a key that has just that one', async () => {
    expect(await differences(forKeys(), byScope(exact), isInside, there)).toEqual([]);
  });

  it('refuses every one of them to a key that has all scopes but that one', async () => {
    expect(await differences(forKeys(), byScope(without), (outcome) => outcome === '403 auth.scopeMissing', there)).toEqual([]);
  });

  it('answers 404 to a key of another workspace with all scopes', async () => {
    expect(await differences(ofWorkspaces, everything, (outcome) => outcome === '404 workspace.notFound')).toEqual([]);
  });

  it('opens nothing that is for people only, in a workspace and outside', async () => {
    const forPeople = ofWorkspaces.filter((route) => scopeOf(route) === null);
    expect(forPeople.length).toBeGreaterThan(3);
    expect(await differences([...forPeople, ...ofPeople], everything, (outcome) => outcome === '403 auth.keyNotAccepted', there)).toEqual(
      [],
    );
  });

  it('opens with all scopes no more than the role opens that its maker has now', async () => {
    const admin = await test.member('admin');
    const key = await Program.of(admin, ALL_SCOPES);
    // In the table: a demotion by a person revokes the key as well (lostRights.e2e.test.ts), and this holds without that.
    await execute(test.services.dataSource.manager, sql`UPDATE workspace_members SET role = 'viewer' WHERE user_id = ${admin.userId}`);
    const isRight = (outcome: string, route: DeclaredRoute) =>
      rolesOf(route).includes('viewer') ? isInside(outcome) : outcome === '403 auth.roleTooLow';
    expect(await differences(forKeys(), key, isRight)).toEqual([]);
  });
});
