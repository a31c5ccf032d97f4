import { statusOf } from './contactRows.js';
import { displayName } from './normalizeContact.js';
export function presentSummary(row, memberships) {
    return {
        id: row.id,
        firstName: row.firstName,
        lastName: row.lastName,
        displayName: displayName(row),
        primaryEmail: row.primaryEmail,
        primaryPhone: row.primaryPhone,
        company: row.company,
        emailStatus: statusOf(row),
        lists: memberships.map(({ id, name, isPrimary })=>({
                id,
                name,
                isPrimary
            })),
        createdAt: row.createdOn,
        updatedAt: row.updatedAt,
        deletedAt: row.deletedAt
    };
}
export function presentContact(row, memberships, customFields) {
    return {
        ...presentSummary(row, memberships),
        customFields,
        version: row.version
    };
}
