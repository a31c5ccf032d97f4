import { createOpenApiDocument } from '../src/openApiDocument.js';
import { newId } from '../src/platform/database/ids.js';
import { type Role } from '../src/platform/context/Context.js';
import { Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface Route {
  readonly method: Method;
  readonly path: string;
  readonly roles: readonly Role[];
}

const METHODS: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete'];
const MEMBERS = ['admin', 'author', 'approver', 'viewer'] as const;

/** Every workspace route of the API, whoever wrote it, against everybody who may come along. */
describe('access to workspace routes', () => {
  let test: TestApp;
  let routes: Route[];
  let stranger: Person;
  let nobody: Person;
  const members = new Map<Role, Person>();

  beforeAll(async () => {
    test = await TestApp.start();
    routes = workspaceRoutes(test);
    stranger = await test.stranger();
    nobody = new Person(test.app.getHttpServer());
    for (const role of MEMBERS) members.set(role, await test.member(role));
  });
  afterAll(() => test.stop());

  it('covers the whole API', () => {
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter((route) => route.roles.length === 0)).toEqual([]);
  });

  it('answers 401 to nobody and 404 to a stranger, on every route', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      const anonymous = await call(nobody, route, test.owner.workspaceId);
      const foreign = await call(stranger, route, test.owner.workspaceId);
      if (anonymous !== 401 || foreign !== 404) wrong.push(`${route.method} ${route.path}: nobody ${anonymous}, stranger ${foreign}`);
    }
    expect(wrong).toEqual([]);
  });

  it('answers 403 to a member whose role is not named, and never fails for one whose role is', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const [role, member] of members) {
        const status = await call(member, route, test.owner.workspaceId);
        const isRefused = status === 403;
        if (isRefused === route.roles.includes(role) || status >= 500) wrong.push(`${route.method} ${route.path} as ${role}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

function workspaceRoutes(test: TestApp): Route[] {
  const { paths } = createOpenApiDocument(test.app);
  return Object.entries(paths)
    .filter(([path]) => path.includes('{workspaceId}'))
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item[method] !== undefined).map((method) => {
        const roles = (item[method] as unknown as Record<string, unknown>)['x-roles'] as Role[] | undefined;
        return { method, path, roles: roles ?? [] };
      }),
    );
}

/** With made-up ids and an empty body: whoever is let in meets a 404 or 422 behind the door. */
async function call(person: Person, route: Route, workspaceId: string): Promise<number> {
  const path = route.path.replace('{workspaceId}', workspaceId).replace(/\{[^}]+\}/g, () => newId());
  const hasBody = route.method !== 'get' && route.method !== 'delete';
  return (await person[route.method](path, ...((hasBody ? [{}] : []) as []))).status;
}
