import { AppError } from '../../platform/http/AppError.js';
export const emailTaken = ()=>new AppError('user.emailTaken', 409, 'There is already an account with this e-mail address. Sign in instead.', {
        fields: [
            {
                field: 'email',
                code: 'user.emailTaken',
                message: 'There is already an account with this e-mail address.'
            }
        ]
    });
export const userGone = ()=>new AppError('user.notFound', 404, 'This account no longer exists.');
export const wrongCurrentPassword = ()=>new AppError('user.wrongPassword', 422, 'The current password is not right.', {
        fields: [
            {
                field: 'currentPassword',
                code: 'user.wrongPassword',
                message: 'This is not your current password.'
            }
        ]
    });
