import { AppError } from '../../../platform/http/AppError.js';
/** The time limit is wall clock, so a process that was paused meets it once; an endless loop meets it again. */ export function isTimeLimit(cause) {
    return /template render limit exceeded/.test(reasonOf(cause));
}
/** A template that Liquid cannot read. The checks find the same earlier and name the line; this is what stops a send. */ export function parseError(cause) {
    return new AppError('template.broken', 422, `A merge tag cannot be read: ${reasonOf(cause)}. Correct it in the template.`, {
        cause
    });
}
export function renderError(cause) {
    const reason = reasonOf(cause);
    if (/limit exceeded|Invalid string length/.test(reason)) {
        return new AppError('template.limitReached', 422, 'The template does too much for one message. Remove loops, or make them shorter.', {
            cause
        });
    }
    return new AppError('template.renderFailed', 422, `The template cannot be filled in: ${reason}. Check the filters it uses.`, {
        cause
    });
}
/** Liquid appends file and position, which mean nothing here: the text it parses is the compiled page. */ export function reasonOf(error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.split('\n')[0]?.replace(/,\s*(?:file:.*|line:\d+.*)$/, '').slice(0, 200) ?? '';
}
