import { AppError } from '../../platform/http/AppError.js';
export const nameTaken = ()=>new AppError('workspace.nameTaken', 409, 'You already have a workspace with this name. Choose another.', {
        fields: [
            {
                field: 'name',
                code: 'workspace.nameTaken',
                message: 'You already have a workspace with this name.'
            }
        ]
    });
export const unknownTimeZone = ()=>new AppError('request.invalid', 422, 'Choose a time zone from the list, such as Europe/Berlin.', {
        fields: [
            {
                field: 'timeZone',
                code: 'workspace.unknownTimeZone',
                message: 'Choose a time zone from the list, such as Europe/Berlin.'
            }
        ]
    });
export const ownerStays = ()=>new AppError('member.ownerStays', 409, 'The owner of a workspace cannot be removed or given another role.');
export const alreadyMember = ()=>new AppError('invitation.alreadyMember', 409, 'This person is already a member of the workspace.', {
        fields: [
            {
                field: 'email',
                code: 'invitation.alreadyMember',
                message: 'This person is already a member.'
            }
        ]
    });
export const invitationOver = ()=>new AppError('invitation.notFound', 404, 'This invitation has expired, was revoked or was already used. Ask for a new one.');
