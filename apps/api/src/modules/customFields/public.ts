/** What other modules use of this one besides its services. */
export type { StoredValue } from './CustomFieldMergeService.js';
export { FieldReader, type ReadableField } from './FieldReader.js';
export type { FieldWrite } from './CustomFieldRepository.js';
export { PersonalFieldService } from './personal/PersonalFieldService.js';
