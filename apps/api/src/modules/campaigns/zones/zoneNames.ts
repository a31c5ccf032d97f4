import { type FieldOption, isTimeZone } from '@rapport/common';

/** No name of a zone is longer: what is, is no zone, and nobody asks the system about it. */
const LONGEST_NAME = 64;
/** IANA names begin with a letter. The system also reads offsets such as +02:00, which are no zones: they know no summer. */
const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]*$/;

/** What contacts may have as their time zone, read by one field. Each distinct value is looked at once. */
export class ZoneNames {
  private readonly known = new Map<string, string | null>();

  /** @param options of a field with a choice, whose values are keys; people read and write labels */
  constructor(private readonly options: readonly FieldOption[]) {}

  /** The zone of a value, as IANA writes it; null: it names none. */
  read(value: string): string | null {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const zone = zoneOf(value) ?? zoneOf(this.labelOf(value) ?? '');
    this.known.set(value, zone);
    return zone;
  }

  /** What people read where the value is stored. */
  labelOf(value: string): string | null {
    return this.options.find(({ key }) => key === value)?.label ?? null;
  }
}

function zoneOf(text: string): string | null {
  const name = text.trim();
  if (name.length > LONGEST_NAME || !NAME.test(name) || !isTimeZone(name)) return null;
  const canonical = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  // The system calls Asia/Kolkata by its older name; people read the one they know.
  return canonical.toLowerCase() === name.toLowerCase() ? canonical : capitalized(name);
}

function capitalized(name: string): string {
  return name.includes('/') ? name.toLowerCase().replace(/(^|[/_-])[a-z]/g, (start) => start.toUpperCase()) : name.toUpperCase();
}
