export const CONTACT_SORTS = [
    'name',
    '-name',
    'createdAt',
    '-createdAt',
    'email',
    '-email',
    'company',
    '-company'
];
const COLUMNS = {
    name: 'sort_name',
    email: 'email_key',
    company: 'sort_company',
    createdAt: 'created_on'
};
export function sortOrder(sort) {
    const direction = sort.startsWith('-') ? 'desc' : 'asc';
    const column = COLUMNS[sort.replace('-', '')];
    return {
        column,
        direction,
        isNullable: column !== 'created_on'
    };
}
