import { Resolver } from 'node:dns/promises';

/** The answer `there is none`, whichever way the server puts it. */
const NONE = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'NOTFOUND', 'NODATA']);
const TIMEOUT_MS = 3_000;
const TRIES = 2;

/** The name servers gave no answer: it says nothing about the domain. */
export class NoDnsAnswer extends Error {
  constructor(readonly code: string) {
    super(`The name servers gave no answer (${code}).`);
  }
}

/** Asks the name servers of this machine, or those of the operator (`192.0.2.1`, `192.0.2.1:5353`). Nothing is remembered: a record that was just set is seen. */
export class NameServers {
  private readonly resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  private isCancelled = false;

  constructor(servers: readonly string[] = []) {
    if (servers.length > 0) this.resolver.setServers([...servers]);
  }

  /** What is being asked fails at once, and so does what is asked afterwards. */
  cancel(): void {
    this.isCancelled = true;
    this.resolver.cancel();
  }

  /** Each record in one piece. Empty: there is none. @throws NoDnsAnswer */
  async texts(name: string): Promise<string[]> {
    return this.orNone(() => this.resolver.resolveTxt(name)).then((records) => records.map((pieces) => pieces.join('')));
  }

  /** @throws NoDnsAnswer */
  aliases(name: string): Promise<string[]> {
    return this.orNone(() => this.resolver.resolveCname(name));
  }

  /** By preference. @throws NoDnsAnswer */
  async mailServers(name: string): Promise<string[]> {
    const records = await this.orNone(() => this.resolver.resolveMx(name));
    return records.sort((one, other) => one.priority - other.priority).map(({ exchange }) => exchange);
  }

  /** IPv4 and IPv6. @throws NoDnsAnswer */
  async addresses(name: string): Promise<string[]> {
    const [four, six] = await Promise.all([
      this.orNone(() => this.resolver.resolve4(name)),
      this.orNone(() => this.resolver.resolve6(name)),
    ]);
    return [...four, ...six];
  }

  /** As libraries ask: fails with the code of the answer. */
  readonly ask = async (name: string, type: string): Promise<unknown> => {
    this.refuseCancelled();
    return this.resolver.resolve(name, type);
  };

  private refuseCancelled(): void {
    if (this.isCancelled) throw new NoDnsAnswer('ECANCELLED');
  }

  private async orNone<T>(ask: () => Promise<T[]>): Promise<T[]> {
    this.refuseCancelled();
    try {
      return await ask();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'ENOANSWER';
      if (NONE.has(code)) return [];
      throw new NoDnsAnswer(code);
    }
  }
}
