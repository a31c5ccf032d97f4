export const CONSENT_CHANNELS = [
    'email',
    'text'
];
/** Why an address is not mailed, strongest first: the strictest reason wins and hides the others. */ export const SUPPRESSION_REASONS = [
    'complained',
    'unsubscribed',
    'manual',
    'bounced'
];
/** What happened to an address. Reasons are set by the first four; the others take exactly one kind of reason back. */ export const CONSENT_EVENTS = [
    'complained',
    'unsubscribed',
    'manual',
    'bounced',
    'resubscribed',
    'manualLifted',
    'bounceLifted'
];
const LIFTS = {
    resubscribed: 'unsubscribed',
    manualLifted: 'manual',
    bounceLifted: 'bounced'
};
/**
 * The reasons that hold after a history, oldest event first. Nothing takes a complaint back: who called us spam is never mailed
 * again, and an undo of the recipient lifts only what the recipient did.
 */ export function reasonsAfter(history) {
    const reasons = new Set();
    for (const event of history){
        const lifted = LIFTS[event];
        if (lifted !== undefined) reasons.delete(lifted);
        else reasons.add(event);
    }
    return reasons;
}
export function strongest(reasons) {
    return SUPPRESSION_REASONS.find((reason)=>reasons.has(reason)) ?? null;
}
