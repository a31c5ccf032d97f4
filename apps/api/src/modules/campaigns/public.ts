/** What other modules use of this one besides its services. */
export type { PastCampaign, PastRecipient, PastReport } from './history/PastCampaign.js';
export { LedgerFigures, type OutcomeCounts, type SliceCount, type StateCount } from './ledger/LedgerFigures.js';
