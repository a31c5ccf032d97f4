import { networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { addressesOf, ProviderError, type ResolveMailHost, type SenderType } from '@rapport/providers';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { systemContext } from '../../platform/context/contexts.js';
import { isPublicAddress } from '../../platform/http/outgoing/addresses.js';
import { SettingsService } from '../settings/SettingsService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { badSenderConfig, sampleSendsToLab } from './senderErrors.js';

/** Refusals come at multiples of this, so the name server's speed does not tell an unknown name from a private one. */
const STEP_MS = 2_000;
const NOT_ON_INTERNET = 'This mail server can’t be found on the open internet.';

/**
 * Which mail servers a workspace may name. A relay in the own network is the normal case of an installation whose people are known; where
 * anyone may open an account, only `OUTGOING_ALLOW_PRIVATE` lets workspaces reach into that network (docs/adr/0022).
 */
@Injectable()
export class SenderReach {
  /** What tests replace: names cannot be registered in the DNS for them. */
  addressesOf: (host: string) => Promise<string[]> = addressesOf;

  constructor(
    private readonly settings: SettingsService,
    private readonly workspaces: WorkspaceService,
    private readonly config: AppConfig,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Refuses every kind but the mail lab in a sample workspace. Answers whether it is one. */
  async admitType(ctx: WorkspaceContext, type: SenderType): Promise<boolean> {
    const { isSample } = await this.workspaces.require(ctx);
    if (isSample && type !== 'mail_lab') throw sampleSendsToLab();
    return isSample;
  }

  /** A sample workspace has no accounts. */
  async refuseSample(ctx: WorkspaceContext): Promise<void> {
    if ((await this.workspaces.require(ctx)).isSample) throw sampleSendsToLab();
  }

  /**
   * Refuses a host of a private network, and one that has no address, in the same words and time. Answers whether the settings are free to
   * name any host, which stays with them when they are saved. Outside any unit of work: it asks the name server.
   */
  async admit(ctx: Context, settings: Readonly<Record<string, unknown>> | undefined): Promise<boolean> {
    const host = settings?.['host'];
    if (await this.mayBePrivate(ctx)) return true;
    if (typeof host !== 'string' || (await this.publicAddressesOf(host)) !== null) return false;
    const message = `${NOT_ON_INTERNET} Check its spelling. Workspaces here can’t use servers of a private network unless the operator sets OUTGOING_ALLOW_PRIVATE=true.`;
    throw badSenderConfig([{ field: 'host', code: 'privateHost', message }]);
  }

  /** Looks the host up for one connection; that connection goes to these addresses and no others. */
  resolverFor(mayBePrivate: boolean): ResolveMailHost {
    return async (host) => {
      if (mayBePrivate || (await this.mayBePrivate(systemContext(this.dataSource.manager)))) {
        const addresses = await this.addressesOf(host);
        return { addresses, isPrivate: !addresses.every((address) => isPublicAddress(address) && !isOwn(address)) };
      }
      const addresses = await this.publicAddressesOf(host);
      if (addresses !== null) return { addresses, isPrivate: addresses.some(isOwn) };
      throw new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'resolve', message: NOT_ON_INTERNET });
    };
  }

  private async mayBePrivate(ctx: Context): Promise<boolean> {
    return this.config.mayReachPrivate || !(await this.settings.isRegistrationOpen(ctx));
  }

  /** Null when there are none, or a private one among them. */
  private async publicAddressesOf(host: string): Promise<string[] | null> {
    const began = performance.now();
    const addresses = await this.addressesOf(host).catch(() => []);
    if (addresses.length > 0 && addresses.every(isPublicAddress)) return addresses;
    const passed = performance.now() - began;
    await wait(Math.ceil((passed + 1) / STEP_MS) * STEP_MS - passed);
    return null;
  }
}

/** A public address of this machine: what listens there may be closed to everyone else. */
function isOwn(address: string): boolean {
  return Object.values(networkInterfaces()).some((own) => own?.some((each) => each.address === address));
}
