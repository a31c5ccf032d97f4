import type { CallReport } from '@rapport/providers';
import { DomainEvent } from '../../platform/events/DomainEvents.js';

export interface CallNews extends CallReport {
  readonly workspaceId: string;
  /** The sender account whose number calls. */
  readonly account: string;
}

/** A provider told how far a call is. Published in the transaction that takes it over. */
export const CallReported = new DomainEvent<CallNews>('call.reported');
