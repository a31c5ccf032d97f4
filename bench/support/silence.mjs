/**
 * How long a server says nothing. A process of its own asks it every few milliseconds over a kept-alive connection, and asks a bare
 * Node server beside it: when both are silent, it is the machine.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const EVERY_MS = 5;
/** Shorter answers are no silence, and are not kept. */
const LEAST_MS = 10;

/**
 * @typedef {{ from: number, to: number, unscheduled: number }} Wait from the question to its answer; how long the thread that answers had no processor
 * @typedef {{ own: number, raw: number, bare: number }} Silence the longest, in milliseconds: without what the machine answers for, as the clock has it, and of the bare server
 * @typedef {{ since: () => Promise<Silence>, stop: () => void }} SilenceWatch `since` answers for the time since it was last called, up to an answer that was asked for after this call
 */

/** @param {{ port: number, pid: number }} server @returns {Promise<SilenceWatch>} */
export async function watchSilence({ port, pid }) {
  const bare = fork(fileURLToPath(import.meta.url), ['bare'], { stdio: 'inherit' });
  const barePort = await new Promise((resolve) => bare.once('message', resolve));
  const poller = fork(fileURLToPath(import.meta.url), ['poll'], { stdio: 'inherit' });
  poller.send({ port, pid, barePort });
  await new Promise((resolve) => poller.once('message', resolve));
  return {
    since: () =>
      new Promise((resolve) => {
        poller.once('message', (silence) => resolve(/** @type {Silence} */ (silence)));
        poller.send('since');
      }),
    stop: () => {
      poller.kill();
      bare.kill();
    },
  };
}

/** @param {{ port: number, pid: number, barePort: number }} servers */
async function poll({ port, pid, barePort }) {
  const product = ask(port, '/health/live', pid);
  const bare = ask(barePort, '/', 0);
  await Promise.all([product.next(), bare.next()]);
  process.on('message', () => {
    void Promise.all([product.next(), bare.next()]).then(() => {
      const [own, theirs] = [product.take(), bare.take()];
      const waits = own.map((wait) => wait.to - wait.from - Math.max(wait.unscheduled, covered(wait, theirs)));
      process.send?.({ own: Math.max(0, ...waits), raw: longest(own), bare: longest(theirs) });
    });
  });
  process.send?.('ready');
}

/** @param {number} port @param {string} path @param {number} pid 0 for one that is not looked at */
function ask(port, path, pid) {
  /** @type {Wait[]} */
  let waits = [];
  /** @type {(() => void)[]} */
  let waiting = [];
  const unscheduled = () => (pid ? unscheduledOf(pid) : 0);
  void (async () => {
    const exchange = await openConnection(port, path);
    for (;;) {
      const told = waiting;
      waiting = [];
      const [from, before] = [performance.now(), unscheduled()];
      await exchange();
      const wait = { from, to: performance.now(), unscheduled: unscheduled() - before };
      if (wait.to - wait.from > LEAST_MS) waits.push(wait);
      for (const tell of told) tell();
      await pause(Math.max(0, EVERY_MS - (wait.to - wait.from)));
    }
  })();
  return {
    /** When a question that is still to be asked is answered. */
    next: () => new Promise((resolve) => waiting.push(() => resolve(undefined))),
    take: () => {
      const taken = waits;
      waits = [];
      return taken;
    },
  };
}

/** @param {number} port @param {string} path @returns {Promise<() => Promise<void>>} */
function openConnection(port, path) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let answered = () => {};
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const end = received.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
      if (end === -1 || received.length < end + 4 + length) return;
      received = '';
      answered();
    });
    socket.once('error', reject);
    socket.once('connect', () =>
      resolve(
        () =>
          new Promise((settle) => {
            answered = () => settle();
            socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
          }),
      ),
    );
  });
}

/** Milliseconds that the main thread of a process has waited for a processor so far, as Linux counts them; 0 elsewhere. @param {number} pid */
function unscheduledOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** How much of one wait lies within others. @param {Wait} wait @param {Wait[]} by one after the other */
function covered({ from, to }, by) {
  return by.reduce((sum, other) => sum + Math.max(0, Math.min(to, other.to) - Math.max(from, other.from)), 0);
}

/** @param {Wait[]} waits */
function longest(waits) {
  return Math.max(0, ...waits.map(({ from, to }) => to - from));
}

// A benchmark that is broken off leaves nobody behind.
if (process.send) process.once('disconnect', () => process.exit());
if (process.argv[2] === 'poll')
  process.once('message', (servers) => void poll(/** @type {{ port: number, pid: number, barePort: number }} */ (servers)));
if (process.argv[2] === 'bare') {
  const server = createServer((_request, response) => response.writeHead(200, { 'content-length': 2 }).end('ok'));
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' && address ? address.port : 0);
  });
}
