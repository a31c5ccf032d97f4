import type { BatchContact, ContactFields, ContactKeys, PointValue, CustomText } from '../contacts/public.js';

/** Where a contact is, and where rows of the file put it. */
export interface Memberships {
  readonly lists: Set<string>;
  stageId: string | null;
  /** Lists and the stage that are new. */
  readonly joined: Set<string>;
}

/** As they are kept between the batches of a rehearsal. */
export interface KnownMemberships {
  readonly lists: readonly string[];
  readonly stageId: string | null;
}

/** A contact of the batch while its rows are placed. */
export interface PlacedContact extends BatchContact {
  fields: ContactFields;
  keys: ContactKeys;
  points: readonly PointValue[];
  customText?: CustomText;
  isChanged: boolean;
  readonly values: Map<string, string | null>;
  readonly newValues: Map<string, string>;
  /** What was there before them. */
  readonly oldValues: Map<string, string | null>;
  readonly newPoints: PointValue[];
  readonly memberships: Memberships;
  /** Fields that rows of the file have set; kept only where changes are told. */
  readonly setInFile: Set<string>;
}

/** A contact that an earlier batch of a rehearsal would have written. */
export type RehearsedContact = BatchContact & Pick<PlacedContact, 'values' | 'setInFile'> & { readonly known: KnownMemberships };
