import fastify, { type FastifyInstance } from 'fastify';
import { connect } from 'node:net';
import { RecordingLogger } from '../../../test/support/RecordingLogger.js';
import { addRequestHooks } from './requestHooks.js';
import { serverOptions } from './serverOptions.js';

const config = { isSecure: false, trustedProxies: { kind: 'none' }, basePath: '' } as const;
let server: FastifyInstance;
afterEach(() => server.close());

/** The server of the product, with less patience. */
async function start(patience: { headersMs?: number; bodyMs?: number }): Promise<number> {
  const options = serverOptions(config);
  const http = { ...options.http, headersTimeout: patience.headersMs ?? 60_000, connectionsCheckingInterval: 50 };
  server = fastify({ ...options, http });
  addRequestHooks(server, config, { logger: new RecordingLogger() }, patience.bodyMs ?? 60_000);
  server.post('/', (request) => ({ data: request.body, error: null }));
  await server.listen({ port: 0, host: '127.0.0.1' });
  return (server.server.address() as { port: number }).port;
}

/** Sends the pieces with a pause between them; answers what came back before the connection ended. */
function drip(port: number, pieces: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
    const left = [...pieces];
    const timer = setInterval(() => {
      const piece = left.shift();
      if (piece === undefined || socket.destroyed) clearInterval(timer);
      else socket.write(piece);
    }, 40);
  });
}

it('ends a connection whose headers drip in', async () => {
  const port = await start({ headersMs: 200 });
  const answer = await drip(port, ['POST / HTTP/1.1\r\nhost: x\r\n', ...Array.from({ length: 40 }, (_, n) => `x-${n}: 1\r\n`)]);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"request.tooSlow"');
});

it('ends a connection whose body drips in, however busy it keeps the line', async () => {
  const port = await start({ bodyMs: 200 });
  const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n';
  const answer = await drip(port, [head, ...Array.from({ length: 40 }, () => '1')]);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"request.tooSlow"');
});

it('leaves a body alone that arrives in time', async () => {
  const port = await start({ bodyMs: 150 });
  const head = 'POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n';
  expect(await drip(port, [`${head}12`, '34'])).toContain('{"data":1234,"error":null}');
});
