/** What other modules use of this one besides its services. */
export type { ConsentEventRow, Suppression } from './ConsentRepository.js';
export type { ConsentChannel, ConsentEvent, SuppressionReason } from './consentHistory.js';
export type { UnsubscribeLink } from './unsubscribeToken.js';
export { longDay } from './preferences/longDay.js';
export type { Carried, CarriedConsent } from './ConsentCarryService.js';
export { escape, lostLinkPage, pageHeaders, type PageOwner, publicPage } from './publicPage.js';
