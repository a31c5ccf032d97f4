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

  /** Undefined for a text that runs without a name. */
  nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= MOST_NAMES) return known;
    const used = this.uses.get(text) ?? 0;
    if (used < USES_BEFORE) {
      if (this.uses.size >= MOST_COUNTED) this.uses.clear();
      this.uses.set(text, used + 1);
      return undefined;
    }
    this.uses.delete(text);
    const name = `r${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }
}
