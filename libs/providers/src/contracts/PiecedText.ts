/**
 * A text of which most is the same for every message of a campaign: values[0] + constants[0] + values[1] + … + values[n], so there is one
 * value more than there are constants. `constants` is one and the same array for all messages that share it, so that what is made of it
 * is made once.
 */
export interface PiecedText {
  readonly constants: readonly string[];
  readonly values: readonly string[];
}

/** The text itself. */
export function wholeOf({ constants, values }: PiecedText): string {
  let whole = values[0] ?? '';
  for (let index = 0; index < constants.length; index += 1) whole += (constants[index] as string) + (values[index + 1] ?? '');
  return whole;
}
