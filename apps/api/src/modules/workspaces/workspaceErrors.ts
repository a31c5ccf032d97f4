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
  new AppError('request.invalid', 422, 'Write the country as its two capital letters, such as DE.', {
    fields: [
      { field: 'defaultCountry', code: 'workspace.unknownCountry', message: 'Write the country as its two capital letters, such as DE.' },
    ],
  });

export const ownerStays = (): AppError =>
  new AppError('member.ownerStays', 409, 'The owner of a workspace cannot be removed or given another role.');

export const alreadyMember = (): AppError =>
  new AppError('invitation.alreadyMember', 409, 'This person is already a member of the workspace.', {
    fields: [{ field: 'email', code: 'invitation.alreadyMember', message: 'This person is already a member.' }],
  });

export const invitationOver = (): AppError =>
  new AppError('invitation.notFound', 404, 'This invitation has expired, was revoked or was already used. Ask for a new one.');
