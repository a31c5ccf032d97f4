import { randomUUID } from 'node:crypto';
import { createOpenApiDocument } from '../src/openApiDocument.js';
import { FIELD_SCOPES_EXTENSION, SCOPE_EXTENSION } from '../src/platform/http/routes.js';
import { AccessDeclarations } from '../src/platform/security/AccessDeclarations.js';
import type { DeclaredRoute } from '../src/platform/security/declaredRoutes.js';
import { isInside } from './support/accessMatrix.js';
import { dataOf, errorOf } from './support/Person.js';
import { Program } from './support/Program.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const routes = (): DeclaredRoute[] => test.app.get(AccessDeclarations).list();

/** A body with a value at the path: `columns.*.newField` becomes `{ columns: [{ newField: … }] }`. */
function bodyWith(path: string, value: unknown): unknown {
  return path
    .split('.')
    .reverse()
    .reduce((inner, part) => (part === '*' ? [inner] : { [part]: inner }), value);
}

describe('a field that reaches into another resource', () => {
  it('needs the scope of that resource as well, on every route that declares one', async () => {
    const declared = routes().flatMap((route) => Object.entries(route.fieldScopes).map(([field, scope]) => ({ route, field, scope })));
    expect(declared.length).toBeGreaterThan(10);
    // One key for each set of scopes: a workspace has at most a hundred.
    const programs = new Map<string, Promise<Program>>();
    const withScopes = (scopes: string[]): Promise<Program> => {
      const name = scopes.join(' ');
      const known = programs.get(name) ?? Program.of(test.owner, scopes);
      programs.set(name, known);
      return known;
    };
    for (const { route, field, scope } of declared) {
      const own = String(route.keyAccess);
      const path = route.path.replace(':workspaceId', test.owner.workspaceId).replace(/:\w+/g, () => randomUUID());
      const method = route.method.toLowerCase() as 'post';
      const value = field.endsWith('Ids') ? [randomUUID()] : randomUUID();
      const ask = async (scopes: string[], body: unknown): Promise<string> => {
        const { status, body: answer } = await (await withScopes(scopes)).ask(method, path, body as object);
        const { error } = answer as { error: { code: string; details?: { scope?: string } } | null };
        return [status, error?.code, error?.details?.scope].filter(Boolean).join(' ');
      };
      const name = `${route.name} ${field}`;
      expect([name, await ask([own], bodyWith(field, value))]).toEqual([name, `403 auth.scopeMissing ${scope}`]);
      expect([name, isInside(await ask([own, scope], bodyWith(field, value)))]).toEqual([name, true]);
      expect([name, isInside(await ask([own], bodyWith(field, null)))]).toEqual([name, true]);
      expect([name, isInside(await ask([own], {}))]).toEqual([name, true]);
    }
  });

  /** Fields with the name of another resource that are meant to need no more, and why. */
  const MEANT: Readonly<Record<string, string>> = {
    'contacts:read listId': 'a contact shows the lists it is on',
    'contacts:write selection.filter.listId': 'a contact shows the lists it is on',
    'contacts:write selection.contactIds': 'its own resource',
    'contacts:write filter.listId': 'a contact shows the lists it is on',
    'contacts:read contactId': 'its own resource',
    'contacts:write contactId': 'its own resource',
    'contacts:read userId': 'an entry of a timeline shows who made it',
    'contacts:export contacts.contactIds': 'its own resource',
    'contacts:export contacts.filter.listId': 'a contact shows the lists it is on',
    'contacts:export timeline.contactId': 'its own resource',
    'lists:write contactIds': 'who is on a list belongs to the list',
    'templates:write templateIds': 'its own resource',
    'audit:read entityId': 'the audit log covers every resource',
    'audit:read actorId': 'the audit log covers every resource',
  };

  it('is declared wherever a request names one', () => {
    const document = createOpenApiDocument(test.app);
    const undeclared: string[] = [];
    for (const item of Object.values(document.paths)) {
      for (const operation of Object.values(item as Record<string, Operation>)) {
        const scope = operation[SCOPE_EXTENSION];
        if (!scope) continue;
        const declared = Object.keys(operation[FIELD_SCOPES_EXTENSION] ?? {});
        const named = [
          ...(operation.parameters ?? []).filter((parameter) => parameter.in === 'query').map((parameter) => parameter.name),
          ...fieldsOf(document.components?.schemas ?? {}, operation.requestBody?.content?.['application/json']?.schema),
        ].filter((path) => REFERENCE.test(path));
        undeclared.push(
          ...named.filter((path) => !declared.includes(path) && !MEANT[`${scope} ${path}`]).map((path) => `${scope} ${path}`),
        );
      }
    }
    expect([...new Set(undeclared)]).toEqual([]);
  });

  it('counts also when it was chosen earlier, by someone who may', async () => {
    const list = await dataOf<{ id: string }>(test.owner.post('lists', { name: 'Reached' }));
    const contact = await dataOf<{ id: string }>(test.owner.post('contacts', { firstName: 'Ria', primaryEmail: 'ria@example.com' }));
    const selection = { contactIds: [contact.id] };
    const { undoId } = await dataOf<{ undoId: string }>(
      test.owner.post('contacts/bulk', { action: 'addToList', listId: list.id, selection }),
    );
    const program = await Program.of(test.owner, ['contacts:write', 'contacts:read']);
    expect(await errorOf(program.post(`contacts/bulk/${undoId}/undo`))).toMatchObject({
      code: 'auth.scopeMissing',
      details: { scope: 'lists:write' },
    });
    const both = await Program.of(test.owner, ['contacts:write', 'lists:write']);
    expect(await dataOf(both.post(`contacts/bulk/${undoId}/undo`))).toMatchObject({ affected: 1 });
  });

  it('asks nothing more of a person, and does not open the workspace to a stranger', async () => {
    const list = await dataOf<{ id: string }>(test.owner.post('lists', { name: 'Open to people' }));
    await dataOf(test.owner.post('contacts', { firstName: 'Per', listIds: [list.id] }));
    const stranger = await test.stranger();
    const key = await Program.of(stranger, ['contacts:write', 'lists:write']);
    const path = `/api/v1/workspaces/${test.owner.workspaceId}/contacts`;
    expect((await key.post(path, { firstName: 'Stan', listIds: [list.id] })).status).toBe(404);
  });
});

const REFERENCE =
  /(^|\.)((contact|list|template|campaign|import|field|message|entity|actor|user|excludeList|definition|asset)Ids?|newField|newListName)$/;

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema: Schema } | undefined>> };
  readonly [SCOPE_EXTENSION]?: string | null;
  readonly [FIELD_SCOPES_EXTENSION]?: Readonly<Record<string, string>>;
}

/** Every path of a body, `columns.*.newField`. */
function fieldsOf(schemas: object, schema: Schema | undefined, path = ''): string[] {
  if (!schema) return [];
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  const resolved = reference ? ((schemas as Record<string, Schema>)[reference.split('/').at(-1) ?? ''] ?? {}) : schema;
  if (resolved.items) return fieldsOf(schemas, resolved.items, `${path}.*`);
  return Object.entries(resolved.properties ?? {}).flatMap(([name, inner]) => {
    const own = path ? `${path}.${name}` : name;
    return [own, ...fieldsOf(schemas, inner, own)];
  });
}
