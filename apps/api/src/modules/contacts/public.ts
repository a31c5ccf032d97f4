/** What other modules use of this one besides its services. */
export { ContactTable } from './ContactTable.js';
export { BulkActionDto, ContactSelectionDto } from './bulk/BulkDtos.js';
export type { BeforeImage, BulkAction, LeftBehind, LeftReason } from './ContactPartReferences.js';
export { ContactFilterDto, ContactSummaryDto } from './ContactDtos.js';
export { type ContactRow, fullNameOf, statusOf } from './contactRows.js';
export type { SelectedContact } from './ContactSelectionService.js';
export { ContactFigures } from './ContactFigures.js';
export type { BatchContact } from './ContactBatchService.js';
export type { NewPoint } from './ContactPointRepository.js';
export { cleanText, type ContactFields, type ContactKeys, contactKeys, type PointValue } from './normalizeContact.js';
export { customText, type CustomText } from './customText.js';
export { endsIn } from './query/fieldRule.js';
export { howOften } from './query/howOften.js';
export { dayRange } from './query/dayRanges.js';
export type { RuleInput } from './query/RuleInput.js';
export {
  type ContactImage,
  fieldsOf,
  idOf,
  isTrashed,
  type JoinedContact,
  nameOf,
  pointsOf,
  type TakenKey,
  versionOf,
} from './ContactMergeService.js';
export { type ContactSearch, matchesTerms, shortTermQuery, trigramQuery } from './contactSearch.js';
export { compareNames } from './samePerson.js';
export type { ContactQuery } from './query/ContactQuery.js';
export { isContactSort, fieldSort } from './contactSorts.js';
export { badRulesText, badRuleTree, contactInTrash, unknownSort } from './contactErrors.js';
export { ContactSuccessors } from './ContactSuccessors.js';
