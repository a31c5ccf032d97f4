import { domainToASCII } from 'node:url';
import { Injectable } from '@nestjs/common';
import { asciiDomainOf } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { badSenderDomain, noSenderDomain } from './senderErrors.js';

/** At least two labels of letters, digits and hyphens. */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Reads the domain of a sender address as people type it. */
@Injectable()
export class SenderDomainNames {
  constructor(private readonly workspaces: WorkspaceService) {}

  /**
   * In ASCII and lower case. Nothing typed: that of the workspace's sender address.
   * @throws `sender.badDomain`, `sender.noDomain`
   */
  async of(ctx: WorkspaceContext, typed: string | undefined): Promise<string> {
    const text = typed?.trim() ?? '';
    if (text !== '') {
      const domain = domainToASCII(text.replace(/\.$/, ''));
      if (!DOMAIN.test(domain)) throw badSenderDomain();
      return domain;
    }
    const { defaultFromEmail } = await this.workspaces.require(ctx);
    if (!defaultFromEmail) throw noSenderDomain();
    return asciiDomainOf(defaultFromEmail);
  }
}
