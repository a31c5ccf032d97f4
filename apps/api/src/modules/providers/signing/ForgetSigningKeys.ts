import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SenderRemoval } from '../SenderRemoval.js';
import { SigningKeyStore } from './SigningKeyStore.js';

/** Signing keys leave the store of secrets with their sender. */
@Injectable()
export class ForgetSigningKeys implements OnModuleInit {
  constructor(
    private readonly removal: SenderRemoval,
    private readonly keys: SigningKeyStore,
  ) {}

  onModuleInit(): void {
    this.removal.register((ctx, accountId) => this.keys.forgetAll(ctx, accountId));
  }
}
