import { Injectable } from '@nestjs/common';
import { descriptorOf } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { parseSenderType } from './senderConfig.js';
import { SenderRepository } from './SenderRepository.js';

/** A sender that a single message may go through. */
export interface SenderOption {
  /** Null: the mail lab. */
  readonly id: string | null;
  readonly name: string;
  readonly isActive: boolean;
  /** Null: it is ready. */
  readonly pausedReason: string | null;
}

/** Between which senders someone may choose who writes a single message, without their settings. */
@Injectable()
export class SenderOptionsService {
  constructor(private readonly senders: SenderRepository) {}

  /** The active one first. A workspace that sends to the mail lab has no other choice. */
  async listForEmail(ctx: WorkspaceContext): Promise<SenderOption[]> {
    const active = await this.senders.find(ctx);
    if (!active || active.type === 'mail_lab')
      return [{ id: null, name: descriptorOf('mail_lab').label, isActive: true, pausedReason: null }];
    const rows = (await this.senders.list(ctx)).filter(({ type }) => descriptorOf(parseSenderType(type)).channel === 'email');
    return rows
      .filter(({ type }) => type !== 'mail_lab')
      .map(({ id, name, state, stateReason }) => ({
        id,
        name,
        isActive: id === active.id,
        pausedReason: state === 'paused' ? (stateReason ?? 'It is paused.') : null,
      }))
      .sort((a, b) => Number(b.isActive) - Number(a.isActive));
  }
}
