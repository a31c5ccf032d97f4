type Value = string | number | boolean | null | Buffer;
export type Row = Readonly<Record<string, Value>>;

export const now = Date.now();
const time = (now - 86_400_000).toString(16).padStart(12, '0');

/** Of yesterday, as retention goes by the time in an id; numbered, so that a failing comparison tells which row it is about. */
export const idOf = (n: number): string => `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
export const AT = new Date(now - 86_400_000).toISOString();
export const LATER = new Date(now + 300 * 86_400_000).toISOString();

export const FIRST_ACCOUNT = { email: 'vera@example.com', password: 'correct horse battery' } as const;
export const FIRST_KEY = `rk_firstrelease_${'s'.repeat(43)}`;

export const OWNER = idOf(1);
export const APPROVER = idOf(2);
export const first = {
  workspace: idOf(10),
  contact: idOf(20),
  trashed: idOf(21),
  list: idOf(30),
  stage: idOf(31),
  field: idOf(40),
  import: idOf(50),
  template: idOf(60),
  version: idOf(61),
  bulk: idOf(80),
  sentMessage: idOf(90),
  labMessage: idOf(95),
  campaigns: {
    draft: idOf(70),
    inReview: idOf(71),
    approved: idOf(72),
    scheduled: idOf(73),
    paused: idOf(74),
    sent: idOf(75),
    cancelled: idOf(76),
  },
} as const;

export const json = (value: unknown): string => JSON.stringify(value);
