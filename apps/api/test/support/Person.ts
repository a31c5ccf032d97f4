import type { Server } from 'node:http';
import request, { type Response, type Test } from 'supertest';

type Method = 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';

/** A person with a session, calling the API as the dashboard does. Paths that start with `/` are absolute, others are below the person's workspace. */
export class Person {
  private readonly agent: ReturnType<typeof request.agent>;
  workspaceId = '';
  userId = '';

  constructor(readonly server: Server | string) {
    this.agent = request.agent(server);
  }

  get(path: string): Test {
    return this.call('get', path);
  }

  head(path: string): Test {
    return this.call('head', path);
  }

  post(path: string, body?: object): Test {
    return this.ask('post', path, body);
  }

  put(path: string, body?: object): Test {
    return this.ask('put', path, body);
  }

  patch(path: string, body?: object): Test {
    return this.ask('patch', path, body);
  }

  delete(path: string): Test {
    return this.call('delete', path);
  }

  ask(method: Method, path: string, body?: object): Test {
    const test = this.call(method, path);
    return body === undefined ? test : test.send(body);
  }

  private call(method: Method, path: string): Test {
    const url = path.startsWith('/') ? path : `/api/v1/workspaces/${this.workspaceId}${path ? `/${path}` : ''}`;
    return this.agent[method](url).set('X-Rapport-Client', 'test');
  }
}

/** The `data` of an answer that must have succeeded. */
export async function dataOf<T>(call: PromiseLike<Response>): Promise<T> {
  const response = await call;
  if (response.status >= 400)
    throw new Error(`${response.request.method} ${response.request.url} answered ${response.status}: ${response.text}`);
  return (response.body as { data: T }).data;
}

/** The error of an answer that must have been refused. */
export async function errorOf(call: PromiseLike<Response>): Promise<{
  status: number;
  code: string;
  message: string;
  fields: { field: string; code: string; message: string }[];
  details: Record<string, unknown>;
}> {
  const response = await call;
  if (response.status < 400)
    throw new Error(`${response.request.method} ${response.request.url} was accepted (${response.status}), but should have been refused.`);
  const { error } = response.body as { error: { code: string; message: string; fields?: []; details?: Record<string, unknown> } };
  return { status: response.status, code: error.code, message: error.message, fields: error.fields ?? [], details: error.details ?? {} };
}
