import type { Sender, SenderField, SenderSettings, SenderType } from './senderQueries';

/** Null: a stored secret that shall be removed. */
export type SettingValue = string | number | boolean | null;

export interface SenderFormValues {
  type: Sender['type'];
  config: Record<string, SettingValue>;
  /** Of a new sender. */
  name?: string;
}

/** What a form is drawn from, and what it is filled with. */
export type DrawnType = Pick<SenderType, 'type' | 'fields'>;
export type DrawnSender = Pick<Sender, 'type' | 'config'>;

/** What the form starts with for a type: what is stored when it is the current one, else the defaults. Secrets start empty: they never come back. */
export function startValues({ type, fields }: DrawnType, sender: DrawnSender | null): SenderFormValues {
  const stored = sender?.type === type ? sender.config : {};
  return { type, config: Object.fromEntries(fields.map((field) => [field.key, startValue(field, stored[field.key])])) };
}

function startValue(field: SenderField, stored: unknown): SettingValue {
  if (field.secret) return '';
  if (typeof stored === 'string' || typeof stored === 'number' || typeof stored === 'boolean') return stored;
  switch (field.kind) {
    case 'boolean':
      return field.default === 'true';
    case 'number':
      return field.default === undefined ? '' : Number(field.default);
    case 'text':
    case 'password':
    case 'select':
      return field.default ?? '';
  }
}

/** Whether the settings leave room for this one: some are for one kind of access only. */
export function isAskedFor({ onlyWhen }: SenderField, config: SenderFormValues['config']): boolean {
  return onlyWhen === undefined || config[onlyWhen.key] === onlyWhen.is;
}

/** Empty fields are left out: a secret then keeps its stored value, and an optional one takes its default. */
export function settingsOf({ type, config }: SenderFormValues): SenderSettings {
  return { type, config: Object.fromEntries(Object.entries(config).filter(([, value]) => value !== '')) };
}

/** A stored secret: since when, and the name of who set it, as far as that is known. */
export interface StoredSecret {
  readonly setAt: string | null;
  readonly setBy: string | null;
}

export function storedSecret(sender: DrawnSender, type: Sender['type'], key: string): StoredSecret | null {
  const stored = sender.type === type ? sender.config[key] : undefined;
  if (typeof stored !== 'object' || stored === null || !('isSet' in stored) || stored.isSet !== true) return null;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { setAt: 'setAt' in stored ? text(stored.setAt) : null, setBy: 'setBy' in stored ? text(stored.setBy) : null };
}

/** The labels of changed settings to which a stored secret belongs: it is not used for them and has to be entered again. */
export function changedForSecret(type: DrawnType, sender: DrawnSender, field: SenderField, values: SenderFormValues['config']): string[] {
  if (!storedSecret(sender, type.type, field.key)) return [];
  const saved = startValues(type, sender).config;
  const isChanged = (key: string) => trimmed(values[key]) !== trimmed(saved[key]);
  return type.fields.filter(({ key }) => field.boundTo?.includes(key) && isChanged(key)).map(({ label }) => label);
}

function trimmed(value: SettingValue | undefined): SettingValue | undefined {
  return typeof value === 'string' ? value.trim() : value;
}

const STEP_WORDS: Readonly<Record<string, string>> = {
  resolve: 'Find the server',
  connect: 'Connect',
  greeting: 'Greeting',
  tls: 'Encrypt',
  login: 'Log in',
  from: 'Sender address',
  to: 'Recipient address',
  data: 'Send the message',
};

export function stepWord(name: string): string {
  return STEP_WORDS[name] ?? name;
}
