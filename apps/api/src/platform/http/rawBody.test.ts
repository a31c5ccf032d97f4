import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { RecordingLogger } from '../../../test/support/RecordingLogger.js';
import { addBodyParsers } from './bodyParsers.js';
import { ErrorFilter } from './ErrorFilter.js';
import { KeepRawBody, RawBody } from './rawBody.js';

const sign = (bytes: Buffer): string => createHmac('sha256', 'key').update(bytes).digest('hex');

@Controller('hooks')
class Hooks {
  @Post('signed')
  @KeepRawBody(1_000)
  signed(@RawBody() raw: Buffer, @Body() body: object): object {
    return { signature: sign(raw), bytes: raw.length, body };
  }

  @Post('plain')
  plain(@Body() body: object): object {
    return { body };
  }

  @Post('undeclared')
  undeclared(@RawBody() raw: Buffer): object {
    return { bytes: raw.length };
  }
}

@Module({ controllers: [Hooks] })
class HooksModule {}

let app: NestFastifyApplication;
let port: number;
beforeAll(async () => {
  const adapter = new FastifyAdapter();
  app = await NestFactory.create<NestFastifyApplication>(HooksModule, adapter, { logger: false });
  app.useGlobalFilters(new ErrorFilter(new RecordingLogger()));
  addBodyParsers(adapter, adapter.getInstance());
  await app.listen(0, '127.0.0.1');
  port = (app.getHttpServer().address() as { port: number }).port;
});
afterAll(() => app.close());

/** Over a socket of its own, in the given pieces; answers status and body. */
function post(path: string, pieces: readonly Buffer[], type = 'application/json'): Promise<{ status: number; body: unknown }> {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = received.split('\r\n\r\n');
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), body: JSON.parse(body) as unknown });
    });
    socket.write(
      `POST /hooks/${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`,
    );
    const left = [...pieces];
    const next = (): void => {
      const piece = left.shift();
      if (piece) socket.write(piece, () => setTimeout(next, 20));
    };
    next();
  });
}

describe('the body as it was sent', () => {
  it('is kept to the byte, whatever way it came in', async () => {
    // Spaces, escapes and a repeated key that no parser would give back; cut inside a letter.
    const bytes = Buffer.from('{ "a" : 1.0,\r\n"name":"J\\u00fcrgen Grün", "a":2 }');
    const cut = bytes.indexOf(Buffer.from('ü')) + 1;
    const { status, body } = await post('signed', [bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(status).toBe(201);
    expect(body).toEqual({ signature: sign(bytes), bytes: bytes.length, body: { a: 2, name: 'Jürgen Grün' } });
  });

  it('is kept of a form too', async () => {
    const bytes = Buffer.from('To=%2B4930123&Body=a+b%20c&Empty=');
    const { body } = await post('signed', [bytes], 'application/x-www-form-urlencoded');
    expect(body).toEqual({ signature: sign(bytes), bytes: bytes.length, body: { To: '+4930123', Body: 'a b c', Empty: '' } });
  });

  it('is refused when it is larger than the route takes, and elsewhere not', async () => {
    const large = Buffer.from(JSON.stringify({ text: 'x'.repeat(1_000) }));
    expect(await post('signed', [large])).toMatchObject({ status: 413, body: { error: { code: 'request.tooLarge' } } });
    expect(await post('plain', [large])).toMatchObject({ status: 201 });
  });

  it('is not to be had where the route does not ask for it', async () => {
    expect(await post('undeclared', [Buffer.from('{}')])).toMatchObject({ status: 500 });
  });
});
