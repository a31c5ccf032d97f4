import { type Answer, decode, encode, type RecordType } from 'dns-packet';
import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';

/** What is published: `TXT`, `CNAME`, `MX` (`10 mx.example.com`), `A` and `AAAA` by name. */
export type DnsZone = Readonly<Record<string, Partial<Record<'TXT' | 'CNAME' | 'MX' | 'A' | 'AAAA', readonly string[]>>>>;

/** A name server on the loopback, over UDP. It follows aliases, tells a name without such a record from one that is not there, and fails when asked to. */
export class DnsServer {
  /** By name: SERVFAIL, or no answer at all. */
  readonly faults = new Map<string, 'fail' | 'silent'>();
  readonly questions: string[] = [];

  private constructor(
    private readonly socket: Socket,
    public zone: DnsZone,
  ) {}

  static async start(zone: DnsZone = {}): Promise<DnsServer> {
    const socket = createSocket('udp4');
    const server = new DnsServer(socket, zone);
    socket.on('message', (message, from) => {
      const answer = server.answer(message);
      if (answer) socket.send(answer, from.port, from.address);
    });
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return server;
  }

  get address(): string {
    return `127.0.0.1:${(this.socket.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }

  private answer(message: Buffer): Buffer | null {
    const { id, questions = [] } = decode(message);
    const [question] = questions;
    const name = question?.name.toLowerCase() ?? '';
    this.questions.push(`${question?.type ?? ''} ${name}`);
    const fault = this.faults.get(name);
    if (fault === 'silent') return null;
    const answers = fault ? [] : this.answersTo(name, question?.type ?? 'A');
    // NXDOMAIN is 3, SERVFAIL 2.
    const code = fault ? 2 : answers.length === 0 && !this.isThere(name) ? 3 : 0;
    return encode({ type: 'response', id, flags: 0x0180 | code, questions, answers });
  }

  private isThere(name: string): boolean {
    return Object.keys(this.zone).some((one) => one === name || one.endsWith(`.${name}`));
  }

  private answersTo(name: string, type: RecordType): Answer[] {
    const records = this.zone[name];
    const [alias] = records?.CNAME ?? [];
    if (alias !== undefined && type !== 'CNAME')
      return [{ type: 'CNAME', name, ttl: 60, data: alias }, ...this.answersTo(alias.toLowerCase(), type)];
    switch (type) {
      case 'TXT':
        // As long texts travel: in pieces of at most 255.
        return (records?.TXT ?? []).map((text) => ({ type, name, ttl: 60, data: text.match(/[^]{1,200}/g) ?? [''] }));
      case 'MX':
        return (records?.MX ?? []).map((text) => {
          const [preference = '0', exchange = '.'] = text.split(' ');
          return { type, name, ttl: 60, data: { preference: Number(preference), exchange } };
        });
      case 'A':
      case 'AAAA':
      case 'CNAME':
        return (records?.[type] ?? []).map((data) => ({ type, name, ttl: 60, data }));
      default:
        return [];
    }
  }
}
