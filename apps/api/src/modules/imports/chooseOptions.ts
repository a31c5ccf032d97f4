import { isSupportedCountry } from 'libphonenumber-js/max';
import type { ImportOptions } from './Import.js';
import type { UpdateImportDto } from './ImportDtos.js';
import { unknownCountry } from './importErrors.js';

/** The options with a person's choices put in; what is not mentioned stays. */
export function chooseOptions(options: ImportOptions, changes: UpdateImportDto): ImportOptions {
  const defaultCountry = changes.defaultCountry === undefined ? options.defaultCountry : (changes.defaultCountry?.toUpperCase() ?? null);
  if (defaultCountry !== null && !isSupportedCountry(defaultCountry)) throw unknownCountry();
  return {
    ...options,
    defaultCountry,
    emptyWords: changes.emptyWords ?? options.emptyWords,
    consent: changes.consent === undefined ? options.consent : changes.consent,
  };
}
