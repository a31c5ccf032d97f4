/**
 * Mailgun as a process of its own that takes everything and counts. Prints one line {"port"}; GET /count answers
 * {"calls","messages","ids"}: how many calls came, how many messages they held and how many different ones, POST /reset forgets. Ends with
 * its standard input.
 */
import { createServer } from 'node:http';

let calls = 0;
let messages = 0;
/** @type {Set<string>} */
let ids = new Set();

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = answer(request.url ?? '', Buffer.concat(chunks));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 })}\n`);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));

/** @param {string} path @param {Buffer} body */
function answer(path, body) {
  switch (path) {
    case '/count':
      return { calls, messages, ids: ids.size };
    case '/reset':
      [calls, messages, ids] = [0, 0, new Set()];
      return {};
    default:
      if (path.startsWith('/v4/domains/')) return { domain: { name: 'mail.example.com', state: 'active' } };
      if (path.includes('/messages')) take(body);
      return { id: `<${calls}@mail.example.com>`, message: 'Queued. Thank you.' };
  }
}

/** @param {Buffer} body */
function take(body) {
  calls += 1;
  const text = body.toString('utf8');
  const own = /"mid":"([^"]+)"/g;
  const found = text.includes('name="recipient-variables"')
    ? [...text.matchAll(own)].map(([, id]) => id ?? '')
    : [/^message-id: <(.+)>/im.exec(text)?.[1] ?? ''];
  messages += found.length;
  for (const id of found) ids.add(id);
}
