import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LinkHostsService } from '../linkDomains/LinkHostsService.js';
import { UnsubscribeService } from './UnsubscribeService.js';

/** At a host of one workspace, no link of another one opens. */
@Injectable()
export class UnsubscribeLinkOwners implements OnModuleInit {
  constructor(
    private readonly hosts: LinkHostsService,
    private readonly unsubscribing: UnsubscribeService,
  ) {}

  onModuleInit(): void {
    this.hosts.register('u', (token) => Promise.resolve(this.unsubscribing.ownerOf(token)));
  }
}
