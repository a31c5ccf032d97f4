import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { CheckLinkDomains } from './CheckLinkDomains.js';
import { LinkChallenge } from './LinkChallenge.js';
import { LinkDomainChecks } from './LinkDomainChecks.js';
import { linkDomainActs } from './linkDomainActs.js';
import { LinkChallengeController, LinkDomainController } from './LinkDomainController.js';
import { LinkDomainRepository } from './LinkDomainRepository.js';
import { LinkDomainService } from './LinkDomainService.js';
import { LinkHostsService } from './LinkHostsService.js';

/** Hosts of workspaces that tracked links lead through. */
@Module({
  imports: [ProvidersModule],
  controllers: [LinkDomainController, LinkChallengeController],
  providers: [LinkDomainService, LinkDomainChecks, LinkChallenge, LinkDomainRepository, LinkHostsService, CheckLinkDomains],
  exports: [LinkHostsService],
})
export class LinkDomainsModule {
  constructor(words: AuditWords) {
    words.register(linkDomainActs);
  }
}
