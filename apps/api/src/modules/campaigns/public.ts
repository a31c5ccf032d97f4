/** What other modules use of this one besides its services. */
export type { PastCampaign, PastRecipient, PastReport } from './history/PastCampaign.js';
export { LedgerFigures, noCounts, type OutcomeCounts } from './ledger/LedgerFigures.js';
