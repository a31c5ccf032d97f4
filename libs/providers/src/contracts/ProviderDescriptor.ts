export interface ConfigFieldOption {
  readonly value: string;
  readonly label: string;
}

/** One field of a provider's settings; the form is drawn from it and the values are checked by it. */
export interface ConfigField {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'password' | 'number' | 'boolean' | 'select';
  readonly required: boolean;
  readonly help: string;
  readonly options?: readonly ConfigFieldOption[];
  readonly default?: string | number | boolean;
  /** Encrypted at rest and never answered. */
  readonly secret: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface ProviderDescriptor {
  readonly type: string;
  readonly label: string;
  readonly description: string;
  readonly fields: readonly ConfigField[];
}

export type ConfigValue = string | number | boolean | null;
export type ConfigValues = Readonly<Record<string, ConfigValue>>;

export interface ConfigProblem {
  readonly field: string;
  readonly code: 'required' | 'invalid' | 'unknown';
  readonly message: string;
}
