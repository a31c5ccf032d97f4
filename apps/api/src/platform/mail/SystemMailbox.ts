import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { composeMime, type OutgoingEmail, readMime } from '@rapport/providers';
import type { DataSource } from 'typeorm';
import { emailKey } from '@rapport/common';
import { AppConfig } from '../config/AppConfig.js';
import { actorUserId, type Context } from '../context/Context.js';
import { systemContext } from '../context/contexts.js';
import { UnitOfWork } from '../database/UnitOfWork.js';
import { AppError } from '../http/AppError.js';
import { AppLogger } from '../logging/AppLogger.js';
import { SecretBox } from '../security/SecretBox.js';
import type { SystemMailDto, SystemMailSummaryDto } from './SystemMailDtos.js';
import { SystemMailRepository } from './SystemMailRepository.js';

/** How many mails are kept, in the folder and in the table. */
const KEPT_MAILS = 200;

/**
 * Where system mail goes while no SMTP server is configured for it: a file that the operator can read on the machine, and a row that
 * the dashboard shows to the person it is addressed to, when they are signed in, and to nobody else.
 */
@Injectable()
export class SystemMailbox {
  private readonly folder: string;

  constructor(
    config: AppConfig,
    private readonly mails: SystemMailRepository,
    private readonly secretBox: SecretBox,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {
    this.folder = path.join(config.dataDir, 'system-mail');
  }

  /** The same id twice keeps one mail. */
  async keep(id: string, email: OutgoingEmail, requestId: string | undefined): Promise<void> {
    const mime = composeMime(email);
    await this.keepFile(id, mime);
    await this.unitOfWork.run(systemContext(this.dataSource.manager, requestId), async (ctx) => {
      const raw = this.secretBox.seal(mime.toString('utf8'), rawPlace(id));
      await this.mails.insert(ctx, {
        id,
        recipient: emailKey(email.to.address),
        subject: email.subject,
        raw,
        createdAt: email.date.toISOString(),
      });
      await this.mails.keepNewest(ctx, KEPT_MAILS);
    });
    this.logger.info('systemMail.kept', { mailId: id, requestId });
  }

  /** What is addressed to the signed-in person. */
  list(ctx: Context): Promise<SystemMailSummaryDto[]> {
    return this.mails.listFor(ctx, actorUserId(ctx) ?? '');
  }

  async show(ctx: Context, id: string): Promise<SystemMailDto> {
    const row = await this.mails.findFor(ctx, actorUserId(ctx) ?? '', id);
    if (!row) throw mailNotFound();
    const { subject, createdAt, recipient } = row;
    const { html, text } = readMime(Buffer.from(this.secretBox.open(row.raw, rawPlace(id)), 'utf8'));
    return { id, subject, createdAt, to: recipient, html, text };
  }

  private async keepFile(id: string, mime: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = path.join(this.folder, `${id}.tmp`);
    await writeFile(draft, mime, { mode: 0o600 });
    await rename(draft, path.join(this.folder, `${id}.eml`));
    // Ids are time-ordered, so names sort by age.
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.eml')).sort();
    await Promise.all(names.slice(0, -KEPT_MAILS).map((name) => rm(path.join(this.folder, name), { force: true })));
  }
}

function rawPlace(id: string): string {
  return `system_mails.raw/${id}`;
}

function mailNotFound(): AppError {
  return new AppError('systemMail.notFound', 404, 'There is no such message for you. The newest 200 are kept.');
}
