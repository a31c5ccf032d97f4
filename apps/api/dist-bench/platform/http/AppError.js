/** One field of the input that is wrong, in the shape the dashboard puts beside the field. */ /**
 * Thrown in services, turned into a response in one place (ErrorFilter).
 * `code` is stable (`campaign.notDraft`), `status` an HTTP status, `message` tells a person what to do next.
 */ export class AppError extends Error {
    constructor(code, status, message, extra = {}){
        super(message, extra.cause === undefined ? undefined : {
            cause: extra.cause
        }), this.code = code, this.status = status;
        this.name = 'AppError';
        this.fields = extra.fields ?? [];
        this.details = extra.details ?? {};
        this.retryAfterSeconds = extra.retryAfterSeconds ?? null;
    }
}
/** 404 that does not tell whether the thing exists elsewhere. `what` is the domain's word: `contact`, `campaign`. */ export function notFound(what) {
    return new AppError(`${what}.notFound`, 404, `There is no such ${what} in this workspace. It may have been deleted.`);
}
/** 422 for one field. */ export function invalidField(field, code, message) {
    return new AppError('request.invalid', 422, message, {
        fields: [
            {
                field,
                code,
                message
            }
        ]
    });
}
