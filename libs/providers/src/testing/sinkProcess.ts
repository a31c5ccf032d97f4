import { createServer, type IncomingMessage } from 'node:http';
import { SmtpSink } from './SmtpSink.js';
import type { AddressInfo } from 'node:net';
import type { SmtpFault } from './smtpFaults.js';

/**
 * The sink as a process of its own, for tests that kill the server and for benchmarks: what it counted survives.
 * Prints one line {"port","controlPort"}; then GET /received answers [{recipient,messageId}], GET /count a number,
 * POST /faults takes a list, POST /reset forgets. Ends with its standard input.
 */
const sink = await SmtpSink.start({
  keepMessages: false,
  ...(process.env.SINK_USER === undefined ? {} : { user: process.env.SINK_USER, password: process.env.SINK_PASSWORD ?? '' }),
});

const control = createServer((request, response) => {
  void answer(request).then((body) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
});

control.listen(0, '127.0.0.1', () => {
  const { port } = control.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ port: sink.address.port, controlPort: port })}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

async function answer(request: IncomingMessage): Promise<unknown> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /received':
      return sink.received.flatMap((mail) => mail.recipients.map((recipient) => ({ recipient, messageId: mail.messageId })));
    case 'GET /count':
      return sink.received.length;
    case 'POST /faults':
      sink.setFaults(...((await json(request)) as SmtpFault[]));
      return true;
    case 'POST /reset':
      sink.received.length = 0;
      return true;
    default:
      return null;
  }
}

async function json(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
