/** What other modules use of this one besides its services. */
export { ContactFigures } from './ContactFigures.js';
export type { BatchContact } from './ContactBatchRepository.js';
export type { NewPoint } from './ContactPointRepository.js';
export { fullNameOf } from './contactRows.js';
export type { ContactFields, ContactKeys, PointValue } from './normalizeContact.js';
export { compareNames } from './samePerson.js';
export type { ContactQuery } from './query/ContactQuery.js';
