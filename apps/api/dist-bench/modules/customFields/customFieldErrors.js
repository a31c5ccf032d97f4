import { AppError, notFound } from '../../platform/http/AppError.js';
export const customFieldNotFound = ()=>notFound('customField');
export function fieldNameTaken(fieldName) {
    const message = `There is a field named "${fieldName}" already. Choose another name.`;
    return new AppError('customField.nameTaken', 409, message, {
        fields: [
            {
                field: 'fieldName',
                code: 'customField.nameTaken',
                message
            }
        ]
    });
}
export function badFieldName() {
    const message = 'A field name begins with a letter and has letters, digits and underscores, such as plan_type.';
    return new AppError('request.invalid', 422, message, {
        fields: [
            {
                field: 'fieldName',
                code: 'customField.badName',
                message
            }
        ]
    });
}
export function optionsRequired() {
    const message = 'Give a choice field at least one option.';
    return new AppError('request.invalid', 422, message, {
        fields: [
            {
                field: 'options',
                code: 'customField.optionsRequired',
                message
            }
        ]
    });
}
export function badDefault(message) {
    return new AppError('request.invalid', 422, message, {
        fields: [
            {
                field: 'defaultValue',
                code: 'customField.badDefault',
                message
            }
        ]
    });
}
export function badFieldValues(fields) {
    return new AppError('request.invalid', 422, fields.map((field)=>field.message).join(' '), {
        fields
    });
}
