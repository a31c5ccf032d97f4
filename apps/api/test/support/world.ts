import { readdirSync, readFileSync } from 'node:fs';
import { execute, type SqlFragment } from '../../src/platform/database/sql.js';
import type { Random } from './Random.js';
import { dataOf, type Person } from './Person.js';
import type { TestApp } from './startTestApp.js';

/** Ids by the word before them in a path (`contacts`), or by the name of the parameter where that tells them apart (`undoId`). */
export type Ids = Readonly<Record<string, string>>;

/** What a mutating route is called with so that it succeeds and changes something: ids for its path, and a body. */
export interface Act {
  readonly path?: Ids;
  readonly body?: object;
  readonly file?: string | Buffer;
}

export interface FilledLists {
  /** Of what the lists are about, for the parts after this one. */
  readonly ids?: Ids;
  /** What the parameters of a list's path stand for, by its handler. */
  readonly parameters?: Readonly<Record<string, Ids>>;
  /** What the query of a list needs, by its handler. */
  readonly queries?: Readonly<Record<string, string>>;
}

/** For whom rows are written, and what they may belong to. */
export interface ContactSeed {
  readonly random: Random;
  readonly workspaceId: string;
  readonly contactId: string;
  /** Ids that exist in the workspace. */
  readonly parents: Readonly<Record<'fields' | 'lists' | 'stages' | 'campaigns' | 'actions', readonly string[]>>;
  /** Too young for any sweep. */
  readonly at: string;
  run(statement: SqlFragment): Promise<number>;
}

/**
 * What the tests that walk the whole API need to know of a module: `export const part` of `test/world/<module>.ts`. The files are found
 * by their names and asked in the order of AppModule; what is not there is missed by the test that is named.
 */
export interface WorldPart {
  /** Makes one of each thing that has an id in a path (`fuzz.e2e`); `known` are those of the modules before. */
  readonly ones?: (world: World, known: Ids) => Promise<Ids>;
  /** By the handlers of what changes something (`auditedRoutes.e2e`). Each prepares what it needs: they run in any order. */
  readonly acts?: (world: World) => Readonly<Record<string, () => Promise<Act>>>;
  /** Writes rows about a contact, at random, by the column that holds its id (`contactReferences.e2e`). */
  readonly contactRows?: Readonly<Record<string, (seed: ContactSeed) => Promise<void>>>;
  /** Fills each list with an entry as large as the API lets it be (`listSizes.e2e`). */
  readonly lists?: (world: World, known: Ids) => Promise<FilledLists>;
}

/** A person in a workspace, and what parts do there. */
export class World {
  constructor(
    readonly app: TestApp,
    readonly person: Person,
  ) {}

  /** The id of what is made. */
  async made(path: string, body: object): Promise<string> {
    return (await dataOf<{ id: string }>(this.person.post(path, body))).id;
  }

  /** The id of the first of what a path lists. */
  async first(path: string): Promise<string> {
    const data = await dataOf<{ id: string }[] | { items: { id: string }[] }>(this.person.get(path));
    const [entry] = Array.isArray(data) ? data : data.items;
    if (!entry) throw new Error(`The world of the tests lacks an entry of ${path}.`);
    return entry.id;
  }

  /** Past the API, for what only time or other people bring about. */
  readonly change = (statement: SqlFragment): Promise<number> => execute(this.app.services.dataSource.manager, statement);
}

/** One of everything in the workspace of `person`. */
export async function makeOnes(app: TestApp, person: Person): Promise<Ids> {
  const world = new World(app, person);
  let ids: Ids = { workspaceId: person.workspaceId, userId: person.userId };
  for (const { ones } of await readParts()) ids = { ...ids, ...(await ones?.(world, ids)) };
  return ids;
}

/** One for each mutating route, by the name of its handler. */
export async function actsOf(app: TestApp): Promise<Readonly<Record<string, () => Promise<Act>>>> {
  const world = new World(app, app.owner);
  return Object.fromEntries((await readParts()).flatMap(({ acts }) => Object.entries(acts?.(world) ?? {})));
}

/** By the columns that hold ids of contacts. */
export async function contactRows(): Promise<Readonly<Record<string, (seed: ContactSeed) => Promise<void>>>> {
  return Object.fromEntries((await readParts()).flatMap(({ contactRows }) => Object.entries(contactRows ?? {})));
}

/** The owner's workspace, in which everything that is listed is as large as the API lets it be. */
export async function fillLists(app: TestApp): Promise<Required<FilledLists>> {
  let full: Required<FilledLists> = { ids: {}, parameters: {}, queries: {} };
  for (const { lists } of await readParts()) {
    const filled = await lists?.(new World(app, app.owner), full.ids);
    full = {
      ids: { ...full.ids, ...filled?.ids },
      parameters: { ...full.parameters, ...filled?.parameters },
      queries: { ...full.queries, ...filled?.queries },
    };
  }
  return full;
}

/** One after the other: Jest loses its way among files that are imported at the same time and share others. */
async function readParts(): Promise<WorldPart[]> {
  const parts: WorldPart[] = [];
  for (const name of partNames()) parts.push(((await import(`../world/${name}.js`)) as { part: WorldPart }).part);
  return parts;
}

/** @throws when a part has not the name of a module. */
function partNames(): string[] {
  const appModule = readFileSync(new URL('../../src/AppModule.ts', import.meta.url), 'utf8');
  const order = [...appModule.matchAll(/'\.\/modules\/(\w+)\//g)].map(([, name = '']) => name);
  const names = readdirSync(new URL('../world/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
  const strays = names.filter((name) => !order.includes(name));
  if (strays.length > 0) throw new Error(`No module is called ${strays.join(', ')}, as files of test/world are.`);
  return order.filter((name) => names.includes(name));
}

/** Values that must never be found in the audit log, whatever is typed where. */
export const PLANTED = {
  senderPassword: 'planted-sender-password',
  note: 'planted-note-text',
  body: 'planted-body-text',
} as const;

/** Text of so many characters, which wraps. */
export const words = (length: number): string => 'wide '.repeat(Math.ceil(length / 5)).slice(0, length - 1) + 'w';

/** The longest address that is taken, or one of so many characters. */
export const longEmail = (length = 254): string => {
  const domain = `${'d'.repeat(60)}.${'d'.repeat(60)}.example.com`;
  return `${'l'.repeat(Math.min(64, length - domain.length - 1))}@${domain}`;
};
