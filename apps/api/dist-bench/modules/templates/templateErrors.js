import { AppError, notFound } from '../../platform/http/AppError.js';
export const templateNotFound = ()=>notFound('template');
export const templateNameTaken = ()=>new AppError('template.nameTaken', 409, 'Another template has this name. Choose a different one.', {
        fields: [
            {
                field: 'name',
                code: 'template.nameTaken',
                message: 'Another template has this name.'
            }
        ]
    });
export const templateChangedMeanwhile = (version)=>new AppError('template.changedMeanwhile', 409, 'Somebody else has changed this template since you opened it. Load it again and repeat your change.', {
        details: {
            version
        }
    });
