import { PREHEADER_VARIABLE } from './baseLayout.js';
import { engines, renderWithin } from './liquidEngines.js';
import { isTimeLimit, renderError } from './renderErrors.js';
import { renderScope } from './renderScope.js';
import { tidyText } from './textPart.js';
/** One template version, ready to be rendered for any number of contacts. Immutable and without state between renders. */ export class CompiledTemplate {
    constructor(parts){
        this.parts = parts;
    }
    /** @throws AppError `template.limitReached` or `template.renderFailed` (a value that cannot be used as the template uses it). */ render(context) {
        try {
            return this.renderOnce(context);
        } catch (error) {
            if (!isTimeLimit(error)) throw renderError(error);
        }
        try {
            return this.renderOnce(context);
        } catch (error) {
            throw renderError(error);
        }
    }
    renderOnce(context) {
        const scope = renderScope(context);
        const zone = context.workspace.timeZone;
        const subject = singleLine(renderWithin(engines.text, this.parts.subject, scope, zone));
        const preheader = singleLine(renderWithin(engines.text, this.parts.preheader, scope, zone));
        scope[PREHEADER_VARIABLE] = preheader === '' ? null : preheader;
        const html = renderWithin(engines.html, this.parts.html, scope, zone);
        return {
            subject,
            preheader,
            html,
            text: tidyText(renderWithin(engines.text, this.parts.text, scope, zone))
        };
    }
}
/** Whatever a value contains, no second header line can come of it. 250 characters are more than any mailbox shows. */ export function singleLine(text) {
    const line = text.replace(CONTROLS, ' ').replace(/\s+/g, ' ').replace(/\p{Surrogate}/gu, '\ufffd').trim();
    return line.length > LONGEST_LINE ? `${[
        ...line
    ].slice(0, LONGEST_LINE - 1).join('').trimEnd()}…` : line;
}
const LONGEST_LINE = 250;
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;
