import type { Server } from 'node:http';
import request, { type Test } from 'supertest';
import { dataOf, type Person } from './Person.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface NewKey {
  readonly id: string;
  readonly secret: string;
}

/** A program with an API key. It has no cookies and sends no client header. Paths as for a Person. */
export class Program {
  constructor(
    readonly server: Server | string,
    readonly workspaceId: string,
    readonly secret: string,
    readonly keyId = '',
  ) {}

  /** With a new key that the person makes. */
  static async of(person: Person, scopes: readonly string[], more: object = {}): Promise<Program> {
    const key = await dataOf<NewKey>(person.post('api-keys', { description: 'Test program', scopes, ...more }));
    return new Program(person.server, person.workspaceId, key.secret, key.id);
  }

  ask(method: Method, path: string, body?: object): Test {
    const url = path.startsWith('/') ? path : `/api/v1/workspaces/${this.workspaceId}${path ? `/${path}` : ''}`;
    const test = request(this.server)[method](url).set('Authorization', `Bearer ${this.secret}`);
    return body === undefined ? test : test.send(body);
  }

  get(path: string): Test {
    return this.ask('get', path);
  }

  post(path: string, body: object = {}): Test {
    return this.ask('post', path, body);
  }
}
