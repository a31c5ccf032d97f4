import { checkConfig, descriptorOf, senderTypes } from '@rapport/providers';
import { badSenderConfig, unknownSenderType } from './senderErrors.js';
export function parseSenderType(type) {
    const known = senderTypes.find((candidate)=>candidate === type);
    if (!known) throw unknownSenderType();
    return known;
}
export function parseStoredConfig(json) {
    const stored = JSON.parse(json);
    return {
        values: stored.values ?? {},
        secrets: stored.secrets ?? {}
    };
}
/** Checks what was typed. A secret that is left out is taken from `storedSecrets`; an explicit null or empty text removes it. */ export function readSenderConfig(type, input, storedSecrets) {
    const merged = {
        ...input
    };
    for (const field of descriptorOf(type).fields){
        const isKept = field.secret && (merged[field.key] === undefined || isPlaceholder(merged[field.key]));
        if (isKept) merged[field.key] = storedSecrets[field.key] ?? null;
    }
    const checked = checkConfig(descriptorOf(type), merged);
    if (!checked.ok) throw badSenderConfig(checked.problems);
    return checked.values;
}
/** What is answered: values as stored, and of each secret only whether there is one. */ export function presentConfig(type, stored) {
    const shown = {};
    for (const field of descriptorOf(type).fields){
        shown[field.key] = field.secret ? {
            isSet: stored.secrets[field.key] !== undefined
        } : stored.values[field.key] ?? null;
    }
    return shown;
}
export function splitSecrets(type, values) {
    const plain = {};
    const secret = {};
    for (const field of descriptorOf(type).fields){
        const value = values[field.key] ?? null;
        if (!field.secret) plain[field.key] = value;
        else if (typeof value === 'string' && value !== '') secret[field.key] = value;
    }
    return {
        plain,
        secret
    };
}
/** The dashboard may send back what it was shown. */ function isPlaceholder(value) {
    return typeof value === 'object' && value !== null && 'isSet' in value;
}
