import { AppError } from '../../platform/http/AppError.js';
/** The same words whether the address is unknown or the password wrong. */ export const loginRefused = ()=>new AppError('auth.loginRefused', 401, 'E-mail address or password is not right.');
export const registrationClosed = ()=>new AppError('auth.registrationClosed', 403, 'New accounts are by invitation here. Ask an administrator of your workspace for an invitation link.');
export const shortPassword = ()=>new AppError('request.invalid', 422, 'Choose a password of at least 10 characters.', {
        fields: [
            {
                field: 'password',
                code: 'field.minLength',
                message: 'Choose a password of at least 10 characters.'
            }
        ]
    });
