interface PersonName {
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** What there is to call a contact by. */
export interface ContactLabels extends PersonName {
  readonly primaryEmail?: string | null;
  readonly primaryPhone?: string | null;
  readonly company?: string | null;
}

/** First and last name with a blank between; null without either. */
export function fullName({ firstName, lastName }: PersonName): string | null {
  const name = `${firstName ?? ''} ${lastName ?? ''}`.trim();
  return name === '' ? null : name;
}

/** What a contact is called where there is room for one line. */
export function displayName(contact: ContactLabels): string {
  return fullName(contact) ?? contact.primaryEmail ?? contact.primaryPhone ?? contact.company ?? 'No name';
}
