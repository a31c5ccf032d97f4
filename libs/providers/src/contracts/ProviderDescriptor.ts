export interface ConfigFieldOption {
  readonly value: string;
  readonly label: string;
}

interface AnyField {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'password' | 'number' | 'boolean' | 'select';
  readonly required: boolean;
  readonly help: string;
  readonly options?: readonly ConfigFieldOption[];
  readonly default?: string | number | boolean;
  readonly min?: number;
  readonly max?: number;
  /** Proves that reports come from the provider: without it none are accepted. */
  readonly provesReports?: boolean;
  /** Of a text: at most so many characters. */
  readonly maxLength?: number;
  /** Of a text that never becomes a line of a protocol: line breaks may be in it. */
  readonly isMultiline?: boolean;
  /** Asked for only where an earlier setting has this value; elsewhere it has none. */
  readonly onlyWhen?: { readonly key: string; readonly is: string };
  /** What is wrong with a text that was entered, in words that say what to do; null when it may be used. */
  readonly check?: (text: string) => string | null;
}

export interface PlainField extends AnyField {
  readonly secret: false;
}

/** Encrypted at rest and never answered. */
export interface SecretField extends AnyField {
  readonly secret: true;
  /**
   * The settings that decide who gets to see the secret: server, port, account, encryption. When one of them changes, the stored secret
   * is not used any more and has to be entered again. Empty only where the secret can reach one fixed address.
   */
  readonly boundTo: readonly string[];
  /** Not typed: the vendor gives it to whoever signs in there. When a setting that it belongs to changes, it is dropped, and they sign in again. */
  readonly isGranted?: true;
}

/** One field of a provider's settings; the form is drawn from it and the values are checked by it. */
export type ConfigField = PlainField | SecretField;

export interface ProviderDescriptor {
  readonly type: string;
  /** What kind of message it sends. */
  readonly channel: 'email' | 'text';
  readonly label: string;
  readonly description: string;
  readonly fields: readonly ConfigField[];
}

export type ConfigValue = string | number | boolean | null;
export type ConfigValues = Readonly<Record<string, ConfigValue>>;

export interface ConfigProblem {
  readonly field: string;
  readonly code: 'required' | 'invalid' | 'unknown' | 'secretNeededAgain';
  readonly message: string;
}
