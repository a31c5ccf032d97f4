/** As many prepared statements as a connection keeps at most: each costs the server some 10 to 50 KB. */
const MOST_NAMES = 400;
/** What runs once or twice, as most of a boot does, is not worth being kept. */
const USES_BEFORE = 2;
/** Texts that are counted while they wait for a name. */
const MOST_COUNTED = 2_000;

/**
 * Which statements PostgreSQL reads once for each connection and not every time they run. Given out in order of use and never taken back,
 * so that their number stays bounded; what comes later runs without a name, as everything whose text depends on a number of values does.
 */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private readonly uses = new Map<string, number>();
  private readonly retired = new Set<string>();
  private given = 0;

  /** Undefined for a text that runs without a name. */
  nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.given >= MOST_NAMES || this.retired.has(text)) return known;
    const used = this.uses.get(text) ?? 0;
    if (used < USES_BEFORE) {
      if (this.uses.size >= MOST_COUNTED) this.uses.clear();
      this.uses.set(text, used + 1);
      return undefined;
    }
    this.uses.delete(text);
    this.given += 1;
    const name = `r${this.given}`;
    this.names.set(text, name);
    return name;
  }

  /** From now on this text runs without a name: a connection may have prepared it before its tables were changed. */
  retire(text: string): void {
    this.names.delete(text);
    this.retired.add(text);
  }
}
