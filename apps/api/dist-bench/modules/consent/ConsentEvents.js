import { DomainEvent } from '../../platform/events/DomainEvents.js';
/** Published in the transaction that records it. The timeline writes an entry, campaigns count. */ export const ConsentChanged = new DomainEvent('consent.changed');
