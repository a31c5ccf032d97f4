/** What other modules use of this one besides its services. */
export type { StoredMembership } from './ListMergeService.js';
export { MATCH_KEYS, type MatchKey, UPDATE_POLICIES, type UpdatePolicy, WITHOUT_KEY } from './intakeTypes.js';
export { imageIn, type IntakeImage, mergeImages } from './intakeImages.js';
export { IntakeScratch } from './IntakeScratch.js';
export type {
  IntakeChange,
  IntakeField,
  IntakeMode,
  IntakeNote,
  IntakeOutcome,
  IntakePlan,
  IntakePoint,
  IntakeRow,
  RehearsedRow,
  WithoutKey,
} from './intakeTypes.js';
