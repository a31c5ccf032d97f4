import type { APIRequestContext } from '@playwright/test';

export type Answer = Record<string, unknown> & { readonly id: string };

/** What a test needs to be there and does not look at: the API as the person of this browser. */
export class Api {
  constructor(
    private readonly request: APIRequestContext,
    private readonly url: string,
  ) {}

  /** The first account with a workspace that can send; answers the path of the workspace, below which the other paths are. */
  async register(person: { name: string; email: string; password: string }): Promise<string> {
    const account = { ...person, workspaceName: 'Northwind Coffee', timeZone: 'Europe/Berlin' };
    const session = (await this.send('post', '/auth/register', account)) as unknown as { workspaces: { id: string }[] };
    const workspace = `/workspaces/${session.workspaces[0]?.id ?? ''}`;
    await this.send('patch', workspace, {
      postalAddress: '12 Harbour Street, Hamburg',
      defaultFromName: 'Ana from Northwind',
      defaultFromEmail: 'ana@northwind.example.com',
    });
    return workspace;
  }

  send(method: 'post' | 'patch' | 'put' | 'delete', path: string, data: object = {}): Promise<Answer> {
    return this.answerOf(this.request[method](`${this.url}/api/v1${path}`, { data, headers: { 'x-rapport-client': 'browser test' } }));
  }

  read(path: string): Promise<Answer> {
    return this.answerOf(this.request.get(`${this.url}/api/v1${path}`));
  }

  private async answerOf(sent: ReturnType<APIRequestContext['get']>): Promise<Answer> {
    const body = (await (await sent).json()) as { data: Answer; error: unknown };
    if (body.error) throw new Error(JSON.stringify(body.error));
    return body.data;
  }
}
