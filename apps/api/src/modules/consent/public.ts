/** What other modules use of this one besides its services. */
export type { ConsentEventRow, Suppression } from './ConsentRepository.js';
export type { ConsentChannel, ConsentEvent, SuppressionReason } from './consentHistory.js';
export type { UnsubscribeLink } from './unsubscribeToken.js';
export type { Carried, CarriedConsent } from './ConsentCarryService.js';
export { escape, languageOf, lostLinkPage, pageHeaders, type PageOwner, publicPage } from './publicPage.js';
