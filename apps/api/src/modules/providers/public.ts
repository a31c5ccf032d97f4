/** What other modules use of this one besides its services and events. */
export { type KeptSettings, parseSenderType, parseStoredConfig, type ReadConfig, readConfig, type StoredConfig } from './senderConfig.js';
export { bindingOf, nameOf, storedConfigFor } from './senderSecretPlaces.js';
export { SenderCheckLimits } from './SenderCheckLimits.js';
export { SenderDomainFacts } from './SenderDomainFacts.js';
export { DnsRecordDto, SenderFieldDto } from './SenderDtos.js';
export { presentField } from './SenderPresenter.js';
export { type ListOrigin, ProviderLists } from './ProviderLists.js';
export { SenderReach } from './SenderReach.js';
export { MAILBOX_STATES, type MailboxState, MailboxesOfSenders } from './MailboxesOfSenders.js';
export { SenderRemoval } from './SenderRemoval.js';
export type { SenderRow } from './SenderRepository.js';
