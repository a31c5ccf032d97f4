import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { apiKeyActs } from './apiKeyActs.js';
import { ApiKeyController } from './ApiKeyController.js';
import { ApiKeyRepository } from './ApiKeyRepository.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { ApiKeyService } from './ApiKeyService.js';

/** Keys of programs: made, shown, changed, rotated, revoked. What they open is decided in platform/security. */
@Module({ imports: [WorkspacesModule], controllers: [ApiKeyController], providers: [ApiKeyRepository, ApiKeyService] })
export class ApiKeysModule {
  constructor(words: AuditWords) {
    words.register(apiKeyActs);
  }
}
