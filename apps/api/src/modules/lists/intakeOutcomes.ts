import type { IntakeNote, IntakeOutcome, IntakePoint } from './intakeTypes.js';

export const NO_MATCH: IntakeOutcome = {
  kind: 'rejected',
  field: 'primaryEmail',
  code: 'contact.noMatch',
  reason: 'There is no contact with this email address or phone number, and this import only updates.',
};

export const NO_KEY: IntakeOutcome = {
  kind: 'rejected',
  field: null,
  code: 'contact.noKey',
  reason:
    'This row has neither an email address nor a phone number, so importing it again would add the person again. Add one of the two, or choose to match such rows by name and company.',
};

/** Another contact than the one that the row is about has its address. */
export function emailOfAnother(ofWhom: string): IntakeOutcome {
  return {
    kind: 'rejected',
    field: 'primaryEmail',
    code: 'contact.emailTaken',
    reason: `${ofWhom} has this email address, but the chosen rule for recognizing contacts leads to another contact.`,
  };
}

export const AMBIGUOUS_NAME: IntakeOutcome = {
  kind: 'rejected',
  field: null,
  code: 'contact.nameAmbiguous',
  reason: 'Several contacts have this name and company. Add an email address or phone number to identify the right one.',
};

/** What a row says whose number belongs to another person already. */
export function sharedPhone(ofWhom: string): IntakeNote {
  return {
    field: 'primaryPhone',
    code: 'contact.phoneShared',
    reason: `${ofWhom} has this phone number too, so it was added as a further number.`,
  };
}

/** A further address that another contact has: an address names one person. */
export function emailOfSomeoneElse(ofWhom: string, { value, columnIndex }: IntakePoint): IntakeNote {
  const reason = `${ofWhom} has this email address already, so it was left out here.`;
  return { field: 'furtherEmail', code: 'contact.furtherEmailTaken', reason, value, columnIndex };
}

export function sharedFurtherPhone(ofWhom: string, { value, columnIndex }: IntakePoint): IntakeNote {
  const reason = `${ofWhom} has this phone number, too.`;
  return { field: 'furtherPhone', code: 'contact.phoneShared', reason, value, columnIndex };
}

export function tooManyPoints(most: number, { kind, value, columnIndex }: IntakePoint): IntakeNote {
  const reason = `A contact can have ${most} further emails and phones, so this one was left out.`;
  return { field: kind === 'email' ? 'furtherEmail' : 'furtherPhone', code: 'contact.tooManyPoints', reason, value, columnIndex };
}

export const UNKNOWN_ID: IntakeOutcome = {
  kind: 'rejected',
  field: 'contactId',
  code: 'contact.unknownId',
  reason: 'This workspace has no contact with this ID. Correct it, or leave it empty to add a new contact.',
};

export const ID_IN_TRASH: IntakeOutcome = {
  kind: 'rejected',
  field: 'contactId',
  code: 'contact.idInTrash',
  reason: 'The contact with this ID is in the trash. Restore it, then import the row again.',
};
