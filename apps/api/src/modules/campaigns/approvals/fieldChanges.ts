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

/** The fields in which two states of a campaign differ. A smaller audience than the one approved is no change: nobody is added by it. */
export function fieldChanges(sealed: readonly SealedField[], current: readonly SealedField[]): FieldChange[] {
  const now = new Map(current.map((field) => [field.field, field]));
  const changes = sealed.flatMap((was): FieldChange[] => {
    const is = now.get(was.field);
    if (is?.value === was.value || (was.field === 'audienceCount' && Number(is?.value) <= Number(was.value))) return [];
    return [{ field: was.field, was: was.shown, is: is?.shown ?? null }];
  });
  const known = new Set(sealed.map(({ field }) => field));
  return [...changes, ...current.filter(({ field }) => !known.has(field)).map(({ field, shown }) => ({ field, was: null, is: shown }))];
}
