import { TableReference } from '../../platform/references/TableReference.js';

/** The lists that a contact left: told together with those of the other. */
export const stayReference = new TableReference({ table: 'list_stays', column: 'contact_id', key: ['id'] });
