import { WORKSPACE_RESTORE_DAYS } from '@rapport/common';
import { AppError } from '../../platform/http/AppError.js';

export const nameTaken = (): AppError =>
  new AppError('workspace.nameTaken', 409, 'You already have a workspace with this name. Choose another.', {
    fields: [{ field: 'name', code: 'workspace.nameTaken', message: 'You already have a workspace with this name.' }],
  });

export const unknownTimeZone = (): AppError =>
  new AppError('request.invalid', 422, 'Choose a time zone from the list, such as Europe/Berlin.', {
    fields: [{ field: 'timeZone', code: 'workspace.unknownTimeZone', message: 'Choose a time zone from the list, such as Europe/Berlin.' }],
  });

export const unknownCountry = (): AppError =>
  new AppError('request.invalid', 422, 'Enter the country as two capital letters, such as DE.', {
    fields: [
      { field: 'defaultCountry', code: 'workspace.unknownCountry', message: 'Enter the country as two capital letters, such as DE.' },
    ],
  });

export const ownerStays = (): AppError =>
  new AppError('member.ownerStays', 409, 'The owner of a workspace can’t be removed or given another role.');

export const ownerCannotLeave = (): AppError =>
  new AppError(
    'member.ownerCannotLeave',
    409,
    'A workspace always has an owner. Transfer it to another member or delete it before you leave.',
  );

export const alreadyOwner = (): AppError =>
  new AppError('workspace.alreadyOwner', 409, 'You already own this workspace. Choose another member to transfer it to.');

export const sampleStays = (): AppError =>
  new AppError('workspace.sampleStays', 409, 'The sample workspace is only for you. Create a workspace of your own to share it.');

export const newOwnerHasName = (person: string, name: string): AppError =>
  new AppError(
    'workspace.newOwnerHasName',
    409,
    `${person} already owns a workspace named “${name}”. Rename this one first, then transfer it.`,
  );

export const notOwnerAnyMore = (): AppError =>
  new AppError('workspace.notOwner', 409, 'The owner or the members changed in the meantime. Reload the page to see who owns it now.');

export const wrongNameTyped = (): AppError =>
  new AppError('workspace.wrongName', 422, 'Type the name of the workspace exactly as it is shown.', {
    fields: [{ field: 'name', code: 'workspace.wrongName', message: 'Type the name exactly as it is shown.' }],
  });

export const alreadyDeleted = (): AppError => new AppError('workspace.alreadyDeleted', 409, 'This workspace has already been deleted.');

export const notRestorable = (): AppError =>
  new AppError(
    'workspace.notRestorable',
    409,
    `This workspace is not deleted, or its ${WORKSPACE_RESTORE_DAYS} days are over. Reload the page.`,
  );

export const invitationForOther = (email: string): AppError =>
  new AppError('invitation.forOther', 403, `This invitation is for ${email}. Sign in with that address to accept it.`);

export const alreadyMember = (): AppError =>
  new AppError('invitation.alreadyMember', 409, 'This person is already a member of the workspace.', {
    fields: [{ field: 'email', code: 'invitation.alreadyMember', message: 'This person is already a member.' }],
  });

export const tooManyInvitations = (limit: string, most: number, retryAfterSeconds: number): AppError => {
  const what = limit === 'person' ? 'by you' : limit === 'workspace' ? 'from this workspace' : 'to this address';
  const hours = Math.ceil(retryAfterSeconds / 3600);
  return new AppError(
    'invitation.tooMany',
    429,
    `At most ${most} invitations a day are sent ${what}. Try again in ${hours === 1 ? 'an hour' : `${hours} hours`}.`,
    { retryAfterSeconds, details: { limit, most, retryAfterSeconds } },
  );
};

export const tooManyOpenInvitations = (most: number): AppError =>
  new AppError('invitation.tooManyOpen', 409, `A workspace has at most ${most} open invitations. Revoke those that are no longer needed.`);

export const tooManyMembers = (most: number): AppError =>
  new AppError(
    'member.tooMany',
    409,
    `A workspace has at most ${most.toLocaleString('en')} members. Remove those who no longer work in it, then invite others.`,
  );

export const invitationNotMailed = (): AppError =>
  new AppError('invitation.notMailed', 409, 'No system email is sent here. Accept the invitation with this link.');

export const invitationOver = (): AppError =>
  new AppError('invitation.notFound', 404, 'This invitation has expired, was revoked or was already used. Ask for a new one.');
