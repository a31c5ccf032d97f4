/** Child processes: every one is waited for, and none outlives this process. */
import { spawn } from 'node:child_process';
import { root } from './report.mjs';

/** @typedef {{ code: number, output: string }} Finished */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    stopping = true;
  });
}
let stopping = false;

/** Whether the person has asked to stop: steps end instead of starting the next one. */
export function isStopping() {
  return stopping;
}

/** Runs a command and keeps what it said; `onLine` sees every line as it comes.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, cwd?: string, onLine?: (line: string) => void }} [options]
 * @returns {Promise<Finished>} */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      // What is said goes into reports: no colours.
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // npx is a .cmd file on Windows, which only a shell can start.
      shell: process.platform === 'win32',
    });
    running.add(child);
    let output = '';
    let rest = '';
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      const text = chunk.toString();
      output += text;
      if (!options.onLine) return;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) options.onLine(line);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      if (rest) options.onLine?.(rest);
      resolve({ code: code ?? (signal ? 130 : 1), output });
    });
  });
}

/** Runs a JavaScript program of node_modules without npx, which would cost half a second each.
 * @param {string} program path below the root
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options] */
export function runNode(program, args, options) {
  return run(process.execPath, [program, ...args], options);
}
