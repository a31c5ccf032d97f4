import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * What a call is met with on its way. `refuse`: answered so, and nothing reaches the provider. `resetBefore`: broken before it was read. The
 * others come after the provider has done what was asked: `resetAfter`, `hang`, `half`: broken, silent, or half of its answer; `slow`: its
 * answer in small pieces; `answer`: a 200 with these words in place of its own.
 */
export type NetworkFault =
  | { readonly kind: 'refuse'; readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'answer'; readonly body: string; readonly contentType?: string }
  | { readonly kind: 'resetBefore' | 'resetAfter' | 'hang' | 'half' | 'slow' };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type IsMeant = (method: string, path: string) => boolean;

const PIECES = 6;
const PIECE_MS = 40;

/** Stands between a client and a provider on the loopback, passes on what it gets, and meets one call with a fault when asked to. */
export class FaultProxy {
  private plan: { readonly isMeant: IsMeant; readonly fault: NetworkFault; readonly isLasting: boolean } | null = null;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: string,
  ) {}

  static async start(target: string): Promise<FaultProxy> {
    const server = createServer();
    const proxy = new FaultProxy(server, target);
    server.on('connection', (socket) => {
      proxy.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => proxy.sockets.delete(socket));
    });
    server.on('request', (request, response) => void proxy.meet(request, response).catch(() => request.socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next call that is meant is met with this fault. */
  expect(isMeant: IsMeant, fault: NetworkFault): void {
    this.plan = { isMeant, fault, isLasting: false };
  }

  /** Every call is, from now on. */
  meetAll(fault: NetworkFault): void {
    this.plan = { isMeant: () => true, fault, isLasting: true };
  }

  /** Whether the fault was met. */
  get isMet(): boolean {
    return this.plan === null;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isMeant = this.plan?.isMeant(request.method ?? '', (request.url ?? '').split('?')[0] ?? '');
    const fault = isMeant ? this.plan?.fault : undefined;
    if (fault && !this.plan?.isLasting) this.plan = null;
    if (fault?.kind === 'resetBefore') return void request.socket.resetAndDestroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (fault?.kind === 'refuse') return void response.writeHead(fault.status, fault.headers).end(fault.body);
    const answer = await this.passOn(request, Buffer.concat(chunks));
    switch (fault?.kind) {
      case undefined:
        return void response.writeHead(answer.status, answer.headers).end(answer.body);
      case 'answer':
        return void response.writeHead(200, { 'Content-Type': fault.contentType ?? 'application/json' }).end(fault.body);
      case 'resetAfter':
        return void request.socket.resetAndDestroy();
      case 'hang':
        return;
      case 'half':
        response.writeHead(answer.status, { ...answer.headers, 'Content-Length': Math.max(answer.body.length, 20) });
        response.write(answer.body.subarray(0, answer.body.length / 2));
        return void setImmediate(() => request.socket.destroy());
      case 'slow':
        return this.dribble(response, answer);
    }
  }

  private async dribble(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
    const size = Math.max(1, Math.ceil(body.length / PIECES));
    await new Promise((resolve) => setTimeout(resolve, PIECE_MS));
    response.writeHead(status, headers).flushHeaders();
    for (let at = 0; at < body.length; at += size) {
      await new Promise((resolve) => setTimeout(resolve, PIECE_MS));
      response.write(body.subarray(at, at + size));
    }
    response.end();
  }

  private passOn({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { host, port } = new URL(this.target);
      const options = { method, headers: { ...headers, host, connection: 'close' }, hostname: '127.0.0.1', port, path: url };
      const call = ask(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const own = Object.entries(answer.headers).filter(
            ([name]) => !/^(connection|keep-alive|transfer-encoding|content-length)$/.test(name),
          );
          const plain = Object.fromEntries(own.map(([name, value]) => [name, String(value)]));
          const length: Record<string, string> =
            answer.statusCode === 204 ? {} : { 'Content-Length': String(Buffer.concat(chunks).length) };
          resolve({ status: answer.statusCode ?? 500, headers: { ...plain, ...length }, body: Buffer.concat(chunks) });
        });
        answer.on('error', reject);
      });
      call.on('error', reject);
      call.end(body);
    });
  }
}
