/** What an option may look like beside its name. */
export const OPTION_COLOURS = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;
export type OptionColour = (typeof OPTION_COLOURS)[number];

/** One choice of a field. Values hold the key, which never changes; the label is what people read, and may. */
export interface FieldOption {
  readonly key: string;
  readonly label: string;
  readonly colour: OptionColour | null;
  /** No longer offered; the values that hold it stay what they are. */
  readonly isArchived: boolean;
}

/** What a definition says about its values beyond their type. */
export interface FieldSettings {
  readonly options: readonly FieldOption[];
  /** ISO 4217, of amounts of money. */
  readonly currency: string | null;
}

export const NO_SETTINGS: FieldSettings = { options: [], currency: null };

/** An option that is called what it is stored as. */
export function plainOption(label: string): FieldOption {
  return { key: label, label, colour: null, isArchived: false };
}

/** Options as they are stored. The first versions stored their names alone, which values hold: the name became the key. */
export function storedOptions(json: string | null): FieldOption[] {
  const stored = json === null ? [] : (JSON.parse(json) as (string | Partial<FieldOption>)[]);
  return stored.map((option) => (typeof option === 'string' ? plainOption(option) : { ...plainOption(option.key ?? ''), ...option }));
}

/**
 * The options of a definition as the API answers it: `choices` names them only when one is not what it is called, has a colour or is no
 * longer offered; most lists of options would be there twice.
 */
export function optionsOfField({
  options,
  choices,
}: {
  options: readonly string[];
  choices: readonly FieldOption[];
}): readonly FieldOption[] {
  return choices.length > 0 ? choices : options.map(plainOption);
}

/** Whether an option says no more than its label. */
export function isPlainOption({ key, label, colour, isArchived }: FieldOption): boolean {
  return key === label && colour === null && !isArchived;
}

/** The label of a key; a key that no option has is its own. */
export function labelOf(options: readonly FieldOption[], key: string): string {
  return options.find((option) => option.key === key)?.label ?? key;
}
