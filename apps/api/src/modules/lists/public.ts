/** What other modules use of this one besides its services. */
export { WITHOUT_KEY } from './intakeTypes.js';
export type { IntakeField, IntakeMode, IntakeNote, IntakeOutcome, IntakePlan, IntakeRow, WithoutKey } from './intakeTypes.js';
