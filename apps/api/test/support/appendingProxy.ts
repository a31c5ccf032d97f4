import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A reverse proxy as nginx is set up in the guide: it appends the address of its client to X-Forwarded-For, and keeps what was there. */
export interface Proxy {
  readonly url: string;
  close(): void;
}

/** `client`: the address it says it saw (every test comes from the loopback). `stripped`: the path that it leaves out. */
export async function appendingProxy(target: string, { client = '198.51.100.1', stripped = '' } = {}): Promise<Proxy> {
  const server: Server = createServer((incoming, answer) => {
    const given = incoming.headers['x-forwarded-for'];
    const headers = { ...incoming.headers, 'x-forwarded-for': given ? `${String(given)}, ${client}` : client };
    const url = incoming.url?.startsWith(stripped) ? incoming.url.slice(stripped.length) || '/' : incoming.url;
    const passed = request(new URL(target).origin + url, { method: incoming.method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}
