import { AppError } from '../http/AppError.js';
export function unknownJob(name) {
    return new AppError('jobs.unknownName', 500, `No handler is registered for the job "${name}".`);
}
export function duplicateJob(name) {
    return new AppError('jobs.duplicateName', 500, `Two job handlers are named "${name}". Names must be unique.`);
}
export function unrepeatableJob(name) {
    return new AppError('jobs.notRepeatable', 500, `The job handler "${name}" does not say why running it twice is harmless. Give it a sentence of at least 20 characters in \`repeatable\`.`);
}
