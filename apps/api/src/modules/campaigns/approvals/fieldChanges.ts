/** One thing that is approved: `value` is compared and signed, `shown` is what a person reads. */
export interface SealedField {
  readonly field: string;
  readonly value: string;
  readonly shown: string | null;
}

export interface FieldChange {
  readonly field: string;
  readonly was: string | null;
  readonly is: string | null;
}

/** The fields in which two states of a campaign differ. */
export function fieldChanges(sealed: readonly SealedField[], current: readonly SealedField[]): FieldChange[] {
  const now = new Map(current.map((field) => [field.field, field]));
  const changes = sealed.flatMap((was): FieldChange[] => {
    const is = now.get(was.field);
    if (is?.value === was.value) return [];
    // Two things of one name: a list that was made anew, a text that was edited in the database.
    const shown = is && is.shown === was.shown && is.shown !== null ? `${is.shown} (another one)` : (is?.shown ?? null);
    return [{ field: was.field, was: was.shown, is: shown }];
  });
  const known = new Set(sealed.map(({ field }) => field));
  return [...changes, ...current.filter(({ field }) => !known.has(field)).map(({ field, shown }) => ({ field, was: null, is: shown }))];
}

const WORDS: Readonly<Record<string, string>> = {
  content: 'template',
  subject: 'subject',
  text: 'text',
  preheader: 'preheader',
  fromName: 'sender name',
  fromEmail: 'sender address',
  replyTo: 'reply address',
  lists: 'lists',
  excludedLists: 'excluded lists',
  segments: 'segments',
  excludedSegments: 'excluded segments',
  topic: 'topic',
  segmentRules: 'rules of segments',
  audienceCount: 'number of recipients',
  sender: 'mail server',
  schedule: 'schedule',
  workspaceName: 'workspace name',
  postalAddress: 'postal address',
  timeZone: 'time zone',
  brandColour: 'brand colour',
  brandLogo: 'logo',
  readerLanguage: 'language for recipients',
  tracking: 'tracking',
  abTest: 'test of variants',
};

/** What people call a field. */
export function wordOf(field: string): string {
  return WORDS[field] ?? field.replace(/^variant\./, 'variant ');
}

/** "postal address (Old Road 1 → New Road 2)": what changed, in a sentence. */
export function describeChanges(changes: readonly FieldChange[]): string {
  return changes.map(({ field, was, is }) => `${wordOf(field)} (${short(was)} → ${short(is)})`).join(', ');
}

const SHOWN = 60;

function short(text: string | null): string {
  const line = (text ?? 'none').replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN - 1)}…` : line;
}
