/**
 * A load generator that costs less than what it measures: HTTP/1.1 over kept-alive sockets, one request at a time on each, as 50
 * browsers would. Run in a process of its own by `offerLoad`, so that it does not share the event loop of the caller.
 */
import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { percentile } from './figures.mjs';

/**
 * @typedef {{ port: number, connections: number, requests: string[] | { count: number, method: string, path: string, headers: Record<string, string>, body: string } , seconds?: number, rate?: number }} Load
 * `requests` are raw and taken in turn for `seconds`; or one made `count` times, where `{n}` in the body is the number of the request.
 * Without `rate` each connection sends its next request as soon as it is answered (saturation). With it requests fall due so many a
 * second, and a latency counts from when its request was due, not from when a connection was free for it.
 * @typedef {{ perSecond: number, total: number, p50: number, p99: number, statuses: Record<string, number> }} Outcome
 */

/** @param {Load} load @returns {Promise<Outcome>} */
export function offerLoad(load) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['generate'], { stdio: 'inherit' });
    child.once('message', (outcome) => resolve(/** @type {Outcome} */ (outcome)));
    child.once('exit', (code) => code && reject(new Error(`the load generator ended with ${code}`)));
    child.send(load);
  });
}

/** @param {{ method: string, path: string, headers: Record<string, string>, body?: string }} request */
export function rawRequest({ method, path, headers, body = '' }) {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  if (body) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

const WARM_UP_MS = 1_000;

/** @param {Load} load @returns {Promise<Outcome>} */
async function generate(load) {
  const next = nextRequest(load);
  /** @type {number[]} */
  const latencies = [];
  /** @type {Record<string, number>} */
  const statuses = {};
  const startedAt = performance.now();
  let total = 0;
  let due = 0;
  await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const socket = await openSocket(load.port);
      for (let request = next(); request !== null; request = next()) {
        const dueAt = load.rate ? startedAt + (1000 * due++) / load.rate : performance.now();
        while (performance.now() < dueAt) await new Promise((resolve) => setTimeout(resolve, dueAt - performance.now()));
        const status = await socket.exchange(request);
        total += 1;
        // The first second of a given rate warms up the generator itself, which shares the processors with what it measures.
        if (!load.rate || dueAt - startedAt > WARM_UP_MS) latencies.push(performance.now() - dueAt);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      socket.close();
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    perSecond: total / seconds,
    total,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    statuses,
  };
}

/** @param {Load} load @returns {() => string | null} */
function nextRequest({ requests, seconds = 5 }) {
  let n = 0;
  if (Array.isArray(requests)) {
    const until = performance.now() + seconds * 1000;
    return () => (performance.now() < until ? (requests[n++ % requests.length] ?? null) : null);
  }
  return () => (n < requests.count ? rawRequest({ ...requests, body: requests.body.replaceAll('{n}', String(n++)) }) : null);
}

/** @param {number} port @returns {Promise<{ exchange: (request: string) => Promise<string>, close: () => void }>} */
function openSocket(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    /** @type {((status: string) => void) | null} */
    let answered = null;
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const headerEnd = received.indexOf('\r\n\r\n');
      if (headerEnd === -1) return;
      const length = Number(/content-length: (\d+)/i.exec(received.slice(0, headerEnd))?.[1] ?? 0);
      if (received.length < headerEnd + 4 + length) return;
      const status = received.slice(9, 12);
      received = received.slice(headerEnd + 4 + length);
      answered?.(status);
    });
    socket.once('error', reject);
    socket.once('connect', () =>
      resolve({
        exchange: (request) =>
          new Promise((settle) => {
            answered = settle;
            socket.write(request);
          }),
        close: () => socket.destroy(),
      }),
    );
  });
}

if (process.argv[2] === 'generate' && process.send) {
  process.once('message', (load) => {
    generate(/** @type {Load} */ (load)).then(
      (outcome) => process.send?.(outcome, () => process.disconnect()),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}
