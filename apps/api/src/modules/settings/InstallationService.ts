import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type Context } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';
import { version } from '../../platform/version.js';
import { UserService } from '../users/UserService.js';
import type { InstallationDto } from './SettingsDtos.js';
import { notOperator } from './settingErrors.js';
import { SettingsService } from './SettingsService.js';

/** What concerns the whole installation. Its operator is the person who made the first account. */
@Injectable()
export class InstallationService {
  constructor(
    private readonly settings: SettingsService,
    private readonly users: UserService,
    private readonly mailer: SystemMailer,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  isOperator(ctx: Context): Promise<boolean> {
    return this.users.isFirstAccount(ctx, actorUserId(ctx) ?? '');
  }

  async get(ctx: Context): Promise<InstallationDto> {
    await this.requireOperator(ctx);
    const { database, publicUrl, systemMail, dataDir } = this.config;
    const { smtp, from } = systemMail;
    return {
      version,
      database: database.kind,
      publicUrl,
      systemMail: {
        transport: smtp ? 'smtp' : 'mailbox',
        server: smtp ? `${smtp.host}:${smtp.port}` : null,
        from: from.name ? `${from.name} <${from.address}>` : from.address,
        folder: path.join(dataDir, 'system-mail'),
      },
      settings: await this.settings.listGlobal(ctx),
    };
  }

  async change(ctx: Context, values: Readonly<Record<string, unknown>>): Promise<InstallationDto> {
    await this.requireOperator(ctx);
    await this.settings.changeGlobal(ctx, values);
    return this.get(ctx);
  }

  /** To the operator's own address. */
  async sendTestMail(ctx: Context): Promise<void> {
    await this.requireOperator(ctx);
    const { email } = await this.users.requireUser(ctx, actorUserId(ctx) ?? '');
    const { publicUrl } = this.config;
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.mailer.send(
        ctx,
        systemMailOf({
          to: email,
          subject: 'System mail works',
          paragraphs: ['You requested this test. Invitations and password resets are sent the same way.'],
          button: { label: 'Open Rapport', url: publicUrl },
          publicUrl,
          kind: 'notice',
        }),
      );
      await this.audit.record(ctx, { action: 'installation.testMailSent' });
    });
  }

  async requireOperator(ctx: Context): Promise<void> {
    if (!(await this.isOperator(ctx))) throw notOperator();
  }
}
