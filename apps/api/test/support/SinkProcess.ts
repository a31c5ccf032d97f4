import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Readable, Writable } from 'node:stream';
import type { SmtpFault } from '@rapport/providers/testing';

const program = fileURLToPath(new URL('../../../../libs/providers/dist/testing/sinkProcess.js', import.meta.url));

/** The counting mail server as a process of its own: what it took survives whatever happens to the server under test. */
export class SinkProcess {
  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, null>,
    readonly port: number,
    private readonly controlUrl: string,
  ) {}

  static async start(): Promise<SinkProcess> {
    if (!existsSync(program)) throw new Error('The libraries have not been built: run "npm run build" first (npm test does).');
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())));
    const { port, controlPort } = JSON.parse(line) as { port: number; controlPort: number };
    return new SinkProcess(child, port, `http://127.0.0.1:${controlPort}`);
  }

  async count(): Promise<number> {
    return (await (await fetch(`${this.controlUrl}/count`)).json()) as number;
  }

  /** How many messages each address got. */
  async countsByRecipient(): Promise<Map<string, number>> {
    const received = (await (await fetch(`${this.controlUrl}/received`)).json()) as { recipient: string }[];
    const counts = new Map<string, number>();
    for (const { recipient } of received) counts.set(recipient, (counts.get(recipient) ?? 0) + 1);
    return counts;
  }

  async setFaults(...faults: SmtpFault[]): Promise<void> {
    await fetch(`${this.controlUrl}/faults`, { method: 'POST', body: JSON.stringify(faults) });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('close', resolve));
    this.child.kill('SIGKILL');
    await ended;
  }
}
