import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { InboundMessageRepository } from './InboundMessageRepository.js';

/** What is kept about bounces and answers of a person goes with them; what they wrote is on their timeline. */
@Injectable()
export class ErasedInbound implements OnModuleInit {
  constructor(
    private readonly erasers: PersonErasers,
    private readonly inbound: InboundMessageRepository,
  ) {}

  onModuleInit(): void {
    this.erasers.register('inboundMessages', async (ctx, { emailKeys }) => {
      await this.inbound.erase(ctx, emailKeys);
      return true;
    });
    const inbound = this.inbound;
    this.erasers.registerTeller('inbound_messages', async function* (ctx, { emailKeys }) {
      yield await inbound.listOfPerson(ctx, emailKeys);
    });
  }
}
