import type { BatchContact, ContactFields, ContactKeys, PointValue, CustomText } from '../contacts/public.js';

/** Where a contact is, and where rows of the file put it. */
export interface Memberships {
  readonly lists: ReadonlySet<string>;
  readonly stageId: string | null;
  /** Lists and the stage that are new. */
  readonly joined: ReadonlySet<string>;
}

/** As they are kept between the batches of a rehearsal. */
export interface KnownMemberships {
  readonly lists: readonly string[];
  readonly stageId: string | null;
}

/** Most contacts of a batch share these: collections of their own, all of them empty, were half of the memory that placing rows took. */
export const NO_VALUES: ReadonlyMap<string, never> = new Map<string, never>();
export const NO_NAMES: ReadonlySet<never> = new Set<never>();

/** A contact of the batch while its rows are placed. */
export interface PlacedContact extends BatchContact {
  fields: ContactFields;
  keys: ContactKeys;
  points: readonly PointValue[];
  customText?: CustomText;
  isChanged: boolean;
  values: ReadonlyMap<string, string | null>;
  newValues: ReadonlyMap<string, string>;
  /** What was there before them. */
  oldValues: ReadonlyMap<string, string | null>;
  readonly newPoints: PointValue[];
  memberships: Memberships;
  /** Fields that rows of the file have set; kept only where changes are told. */
  setInFile: ReadonlySet<string>;
}

/** A contact that an earlier batch of a rehearsal would have written. */
export type RehearsedContact = BatchContact & Pick<PlacedContact, 'values' | 'setInFile'> & { readonly known: KnownMemberships };
