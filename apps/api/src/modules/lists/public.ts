/** What other modules use of this one besides its services. */
export type { StoredMembership } from './ListMergeService.js';
export { WITHOUT_KEY } from './intakeTypes.js';
export type { IntakeField, IntakeMode, IntakeNote, IntakeOutcome, IntakePlan, IntakeRow, WithoutKey } from './intakeTypes.js';
