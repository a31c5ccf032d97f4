import { Module } from '@nestjs/common';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { AuditController } from './AuditController.js';
import { AuditRepository } from './AuditRepository.js';
import { AuditService } from './AuditService.js';

@Module({
  imports: [UsersModule, WorkspacesModule],
  controllers: [AuditController],
  providers: [AuditRepository, AuditService],
})
export class AuditModule {}
