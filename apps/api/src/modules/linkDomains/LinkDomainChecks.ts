import { Injectable } from '@nestjs/common';
import { NameServers, NoDnsAnswer } from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { LinkChallenge } from './LinkChallenge.js';

/** Where the record that proves ownership is published. */
export const proofName = (host: string): string => `_rapport.${host}`;

/** Says nothing about the host. */
export const NO_ANSWER = 'The name servers did not answer. Check again in a few minutes.';

/** Whether a host leads here and belongs to a workspace. */
@Injectable()
export class LinkDomainChecks {
  private readonly names: NameServers;

  constructor(
    private readonly challenge: LinkChallenge,
    config: AppConfig,
  ) {
    this.names = new NameServers(config.dnsServers);
  }

  /** What is wrong, and what to do about it; null: nothing. */
  async problemOf(workspaceId: string, host: string): Promise<string | null> {
    try {
      const published = await this.names.texts(proofName(host));
      if (!published.some((text) => this.challenge.isRecordOf(workspaceId, host, text)))
        return `The TXT record at ${proofName(host)} is missing or different. Publish it, wait a few minutes, then check again.`;
      if ((await this.names.addresses(host)).length === 0)
        return `${host} has no address yet. Publish the CNAME record, wait a few minutes, then check again.`;
    } catch (error) {
      if (error instanceof NoDnsAnswer) return NO_ANSWER;
      throw error;
    }
    const isHere = await this.challenge.isAnsweredAt(host).catch(() => false);
    return isHere
      ? null
      : `${host} does not lead to this installation over HTTPS. Check the CNAME record, and that the reverse proxy has a certificate for this host and passes it on.`;
  }
}
