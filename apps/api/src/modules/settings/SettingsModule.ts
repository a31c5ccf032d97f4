import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { WorkspacePurged } from '../workspaces/WorkspaceEvents.js';
import { settingActs } from './settingActs.js';
import { AssetRepository } from './AssetRepository.js';
import { BrandingController, MediaController } from './BrandingController.js';
import { BrandingService } from './BrandingService.js';
import { InstallationService } from './InstallationService.js';
import { SendingHold } from './SendingHold.js';
import { SecretController } from './SecretController.js';
import { SecretRepository } from './SecretRepository.js';
import { SecretService } from './SecretService.js';
import { SettingRepository } from './SettingRepository.js';
import { InstallationController, MySettingsController, WorkspaceSettingsController } from './SettingsController.js';
import { SettingsService } from './SettingsService.js';

@Module({
  imports: [UsersModule, WorkspacesModule],
  controllers: [
    MySettingsController,
    WorkspaceSettingsController,
    InstallationController,
    BrandingController,
    MediaController,
    SecretController,
  ],
  providers: [
    SettingsService,
    BrandingService,
    InstallationService,
    SendingHold,
    SettingRepository,
    AssetRepository,
    SecretService,
    SecretRepository,
  ],
  exports: [SettingsService, BrandingService, InstallationService, SecretService],
})
export class SettingsModule implements OnModuleInit {
  constructor(
    private readonly events: DomainEvents,
    private readonly settings: SettingsService,
    @InjectDataSource() private readonly dataSource: DataSource,
    records: AuditedRecords,
    secrets: SecretService,
    words: AuditWords,
  ) {
    words.register(settingActs);
    records.register('secret', (ctx, ids) => secrets.namesOf(ctx, ids));
  }

  onModuleInit(): void {
    this.events.listen(WorkspacePurged, {
      name: 'settings',
      repeatable: 'It removes the settings of a workspace that is gone; the second time there are none.',
      handle: ({ workspaceId }, { requestId }) =>
        this.settings.forgetWorkspace(systemContext(this.dataSource.manager, requestId), workspaceId),
    });
  }
}
