import type { IntakeNote, IntakeOutcome } from './intakeTypes.js';

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
