/** Where a column goes. `custom:<fieldName>` is a custom field of the workspace. */ export const FIXED_TARGETS = [
    'ignore',
    'firstName',
    'lastName',
    'fullName',
    'primaryEmail',
    'primaryPhone',
    'company',
    'createdOn'
];
export const CUSTOM_PREFIX = 'custom:';
export function isFixedTarget(text) {
    return FIXED_TARGETS.includes(text);
}
export function isTarget(text) {
    return isFixedTarget(text) || /^custom:[a-z][a-z0-9_]{0,59}$/.test(text);
}
/** The custom field a target names; null for the fixed ones. */ export function customFieldOf(target) {
    return target.startsWith(CUSTOM_PREFIX) ? target.slice(CUSTOM_PREFIX.length) : null;
}
