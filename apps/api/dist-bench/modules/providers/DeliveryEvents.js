import { DomainEvent } from '../../platform/events/DomainEvents.js';
export const DELIVERY_REPORT_TYPES = [
    'delivered',
    'opened',
    'clicked',
    'bounced',
    'complained',
    'unsubscribed',
    'replied'
];
/** Published by whoever receives reports (vendor webhooks, the mail lab); the ledger and the consent records listen. */ export const DeliveryReported = new DomainEvent('delivery.reported');
