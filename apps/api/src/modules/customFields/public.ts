/** What other modules use of this one besides its services. */
export type { FieldWrite } from './CustomFieldRepository.js';
