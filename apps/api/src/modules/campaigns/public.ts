export type { PastCampaign, PastRecipient, PastReport } from './history/PastCampaign.js';
