/** What other modules use of this one besides its services. */
export { DomainFigures } from './domains/DomainFigures.js';
export { ReviewedVersion } from './approvals/ReviewedVersion.js';
export { CountsDto, PersonDto } from './CampaignDtos.js';
export { ReportDeviceDto, ReportHourDto, ReportLinkDto, ReportTrackingDto } from './CampaignReportDtos.js';
export type { Campaign } from './CampaignRow.js';
export type { PastCampaign, PastRecipient, PastReport } from './history/PastCampaign.js';
export { type EndedCounts, LedgerFigures, noCounts, type OutcomeCounts } from './ledger/LedgerFigures.js';
export {
  type DomainTotals,
  LEDGER_MARKS,
  LedgerInsights,
  type LedgerMark,
  type MarkedMessage,
  type SenderTotals,
} from './ledger/LedgerInsights.js';
export { type ReviewMail, ReviewMails } from './ReviewMails.js';
export { askAgainMs, askPatiently } from './sending/asking.js';
export { MessageEntries } from './sending/MessageEntries.js';
export { type MessageBook, MessagesOfPeople } from './sending/MessagesOfPeople.js';
export { MAX_ATTEMPTS, type Outcome, outcomeOf, retryDelayMs } from './sending/outcomeOf.js';
export { OwnMessages } from './sending/OwnMessages.js';
export type { MessageOrigin } from './ledger/ledgerRows.js';
export { insist } from './sending/insist.js';
export { previewOf, type SentMessage, SentMessages } from './sending/SentMessages.js';
