import { AppError, notFound } from '../../platform/http/AppError.js';
export const listNotFound = ()=>notFound('list');
export function listNameTaken() {
    const message = 'There is a list of this name already. Choose another name.';
    return new AppError('list.nameTaken', 409, message, {
        fields: [
            {
                field: 'name',
                code: 'list.nameTaken',
                message
            }
        ]
    });
}
export function standElsewhere(count) {
    return new AppError('list.contactsOnOtherStage', 409, `${count} of its contacts stand on another stage, and a contact stands on one stage only. Take them off one of the two first.`, {
        details: {
            count
        }
    });
}
export function severalStages() {
    const message = 'A contact stands on one stage only. Choose one of them.';
    return new AppError('request.invalid', 422, message, {
        fields: [
            {
                field: 'listIds',
                code: 'list.severalStages',
                message
            }
        ]
    });
}
