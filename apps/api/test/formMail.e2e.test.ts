import { ProviderError } from '@rapport/providers';
import request from 'supertest';
import { SendConfirmationJob } from '../src/modules/forms/SendConfirmationJob.js';
import { SenderPoolService } from '../src/modules/providers/SenderPoolService.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext, systemContext } from '../src/platform/context/contexts.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let ctx: WorkspaceContext;
let formId: string;
beforeAll(async () => {
  test = await TestApp.start();
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
  await dataOf(test.owner.patch('', { defaultFromEmail: 'club@garden.example.org' }));
  formId = (await dataOf<{ id: string }>(test.owner.post('forms', { name: 'Newsletter', isActive: true }))).id;
});
afterAll(() => test.stop());

async function submit(email: string): Promise<void> {
  const { status } = await request(test.app.getHttpServer()).post(`/f/${formId}`).type('form').send({ email });
  expect(status).toBe(200);
}
const signUpsOf = (key: string): Promise<{ id: string; mail: string }[]> =>
  queryRows(ctx.manager, sql`SELECT id, mail FROM form_sign_ups WHERE address_key = ${key} ORDER BY id`);

describe('the confirmation mail', () => {
  const job = (): SendConfirmationJob => test.app.get(SendConfirmationJob);
  const deliver = (id: string): Promise<void> =>
    job().handle(
      { workspaceId: ctx.workspaceId, signUpId: id },
      { ctx: systemContext(ctx.manager), jobId: 'test', attempt: 1, requestId: undefined, signal: new AbortController().signal },
    );
  const fault = (kind: 'unavailable' | 'unknownOutcome' | 'rejected', scope: 'connection' | 'recipient'): ProviderError =>
    new ProviderError({ kind, scope, message: 'As in a test.', step: 'data' });

  /** Sent through `send` alone: the queue finds the sender paused meanwhile. */
  async function through(address: string, send: () => Promise<void>, act: (id: string) => Promise<void>): Promise<void> {
    const pool = test.app.get(SenderPoolService);
    const open = pool.open.bind(pool);
    const real = await open(ctx);
    try {
      let asked = 0;
      pool.open = () => {
        asked += 1;
        return Promise.resolve({ ...real, state: 'paused' });
      };
      await submit(address);
      const [{ id } = { id: '' }] = await signUpsOf(address);
      await waitFor('the queue to put it off', () => asked > 0);
      const sender = { ...real.sender, send: async () => send().then(() => ({ providerMessageId: null, serverResponse: '250' })) };
      pool.open = (_ctx) => Promise.resolve({ ...real, sender: sender as typeof real.sender });
      await act(id);
    } finally {
      pool.open = open;
    }
  }

  it('is tried again when it was not handed over, and sent once', async () => {
    let calls = 0;
    const send = async (): Promise<void> => {
      calls += 1;
      if (calls === 1) throw fault('unavailable', 'connection');
      return Promise.resolve();
    };
    await through('retry@example.com', send, async (id) => {
      await expect(deliver(id)).rejects.toThrow('As in a test.');
      expect(await signUpsOf('retry@example.com')).toMatchObject([{ mail: 'waiting' }]);
      await deliver(id);
      await deliver(id);
      await Promise.all([deliver(id), deliver(id)]);
    });
    expect(calls).toBe(2);
    expect(await signUpsOf('retry@example.com')).toMatchObject([{ mail: 'sent' }]);
  });

  it.each([
    ['may have left', 'uncertain', fault('unknownOutcome', 'connection')],
    ['was refused to the recipient', 'failed', fault('rejected', 'recipient')],
  ] as const)('is not sent again when it %s', async (_what, mail, error) => {
    let calls = 0;
    const send = (): Promise<void> => {
      calls += 1;
      return Promise.reject(error);
    };
    await through(`${mail}@example.com`, send, async (id) => {
      await deliver(id);
      await deliver(id);
    });
    expect(calls).toBe(1);
    expect(await signUpsOf(`${mail}@example.com`)).toMatchObject([{ mail }]);
  });
});
