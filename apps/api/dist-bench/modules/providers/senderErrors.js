import { AppError } from '../../platform/http/AppError.js';
export const unknownSenderType = ()=>new AppError('request.invalid', 422, 'Choose one of the offered sender types.', {
        fields: [
            {
                field: 'type',
                code: 'sender.unknownType',
                message: 'Choose one of the offered sender types.'
            }
        ]
    });
export const badSenderConfig = (problems)=>new AppError('request.invalid', 422, 'Some settings of the sender need correcting.', {
        fields: problems.map(({ field, code, message })=>({
                field: `config.${field}`,
                code: `sender.${code}`,
                message
            }))
    });
export const noSenderAddress = ()=>new AppError('sender.noFromAddress', 422, 'Enter a default sender address in the workspace settings first: the test message needs one.');
export const mailLabMissing = ()=>new AppError('sender.mailLabMissing', 500, 'The mail lab is not part of this process.');
