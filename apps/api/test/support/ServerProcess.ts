import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { builtProgram } from './builtProgram.js';

const READY_MS = 60_000;

/** The built server as a process of its own, for tests that must kill it or see how it refuses to start. */
export class ServerProcess {
  output = '';
  readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcessByStdio<null, Readable, Readable>) {
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.exited = new Promise((resolve) => child.on('close', resolve));
  }

  /** `uid`: the user it runs as, where this process may choose one (root). `shipped`: the program exactly as people start it. */
  static spawn(
    environment: Record<string, string>,
    folder: string,
    { uid, shipped }: { uid?: number; shipped?: boolean } = {},
  ): ServerProcess {
    const { PATH } = process.env;
    const child = spawn(process.execPath, [builtProgram('main', { shipped })], {
      cwd: path.resolve(folder),
      env: { PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    return new ServerProcess(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The address it says it listens on. Throws what it printed when it ends before. */
  async url(): Promise<string> {
    const deadline = Date.now() + READY_MS;
    let code: number | null | undefined;
    void this.exited.then((value) => (code = value));
    while (Date.now() < deadline && code === undefined) {
      const match = /"url":"([^"]+)"/.exec(this.output);
      if (match?.[1]) return match[1];
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`The server did not get ready:\n${this.output}`);
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<void> {
    this.kill('SIGKILL');
    await this.exited;
  }
}
