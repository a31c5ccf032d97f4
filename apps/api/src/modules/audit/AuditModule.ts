import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { auditActs } from './auditActs.js';
import { AuditController } from './AuditController.js';
import { AuditAnchorSweep } from './AuditAnchorSweep.js';
import { AuditExport } from './AuditExport.js';
import { AuditRepository } from './AuditRepository.js';
import { AuditService } from './AuditService.js';
import { AuditVerification } from './AuditVerification.js';

@Module({
  imports: [UsersModule, WorkspacesModule],
  controllers: [AuditController],
  providers: [AuditRepository, AuditService, AuditVerification, AuditExport, AuditAnchorSweep],
  exports: [AuditService],
})
export class AuditModule {
  constructor(words: AuditWords) {
    words.register(auditActs);
  }
}
