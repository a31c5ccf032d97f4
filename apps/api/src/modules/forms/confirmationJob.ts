export const CONFIRMATION_JOB = 'forms.sendConfirmation';
/** About two days; whoever waits longer has forgotten the form. */
export const MAIL_ATTEMPTS = 18;

export interface ConfirmationPayload {
  readonly workspaceId: string;
  readonly signUpId: string;
}
