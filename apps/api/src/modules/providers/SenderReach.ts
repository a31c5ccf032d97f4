import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context } from '../../platform/context/Context.js';
import { isPublicAddress } from '../../platform/http/outgoing/addresses.js';
import { SettingsService } from '../settings/SettingsService.js';
import { badSenderConfig } from './senderErrors.js';

/**
 * Which mail servers a workspace may name. A relay in the own network is the normal case of an installation whose people are known; where
 * anyone may open an account, only `OUTGOING_ALLOW_PRIVATE` lets workspaces reach into that network (docs/adr/0022).
 */
@Injectable()
export class SenderReach {
  constructor(
    private readonly settings: SettingsService,
    private readonly config: AppConfig,
  ) {}

  /** Outside any unit of work: it asks the name server. A name that is not found is left to the check of the connection. */
  async assertAllowed(ctx: Context, settings: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    const host = settings?.['host'];
    if (typeof host !== 'string' || this.config.mayReachPrivate || !(await this.settings.isRegistrationOpen(ctx))) return;
    const addresses = await lookup(host.trim(), { all: true }).catch(() => []);
    if (addresses.every(({ address }) => isPublicAddress(address))) return;
    const message =
      'This mail server is in a private network, which workspaces here may not reach. Enter one on the open internet, or ask the operator to set OUTGOING_ALLOW_PRIVATE=true.';
    throw badSenderConfig([{ field: 'host', code: 'privateHost', message }]);
  }
}
