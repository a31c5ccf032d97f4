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
import { isId, timeOf } from '../database/ids.js';
import { UnitOfWork } from '../database/UnitOfWork.js';
import { AppError } from '../http/AppError.js';
import { AppLogger } from '../logging/AppLogger.js';
import { SecretBox } from '../security/SecretBox.js';
import { assertSteppedUp } from '../security/stepUp.js';
import type { SystemMailDto, SystemMailSummaryDto } from './SystemMailDtos.js';
import type { SystemMailKind } from './SystemMailer.js';
import { SystemMailRepository } from './SystemMailRepository.js';

/** Of each address: whoever is flooded loses their own old mail, and nobody else theirs. */
const KEPT_OF_ADDRESS = 50;
/** Links are over by then, and notices are history. */
const KEPT_DAYS = 90;
const REMOVED_AT_ONCE = 20;
const DAY_MS = 86_400_000;
/** Longer than a job is tried again. */
const STRAY_MS = 7 * DAY_MS;
const FILES_AT_A_TIME = 500;

/**
 * Where system mail goes while no SMTP server is configured for it: a file that the operator can read on the machine, and a row that
 * the dashboard shows to the person whose proven address it goes to, and to nobody else.
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
  async keep(id: string, email: OutgoingEmail, kind: SystemMailKind, requestId: string | undefined): Promise<void> {
    const mime = composeMime(email);
    const recipient = emailKey(email.to.address);
    // What is shown to nobody is not in the database at all.
    const raw = this.secretBox.seal(kind === 'proof' ? '' : mime.toString('utf8'), rawPlace(id));
    const oldest = new Date(email.date.getTime() - KEPT_DAYS * DAY_MS).toISOString();
    await this.keepFile(id, mime);
    const removed = await this.unitOfWork.run(systemContext(this.dataSource.manager, requestId), async (ctx) => {
      await this.mails.insert(ctx, { id, recipient, subject: email.subject, raw, kind, createdAt: email.date.toISOString() });
      const crowdedOut = await this.mails.keepNewest(ctx, recipient, KEPT_OF_ADDRESS);
      return [...crowdedOut, ...(await this.mails.removeOlder(ctx, oldest, REMOVED_AT_ONCE))];
    });
    await Promise.all(removed.map((old) => rm(this.fileOf(old), { force: true })));
    this.logger.info('systemMail.kept', { mailId: id, requestId });
  }

  /** What is addressed to the signed-in person, once they have proven that the address is theirs. */
  async list(ctx: Context): Promise<SystemMailSummaryDto[]> {
    const rows = await this.mails.listFor(ctx, actorUserId(ctx) ?? '');
    return rows.map(({ kind, ...row }) => ({ ...row, isWithheld: kind === 'proof' }));
  }

  /** A link opens something: a session that someone else sits at must not get it. */
  async show(ctx: Context, id: string): Promise<SystemMailDto> {
    const row = await this.mails.findFor(ctx, actorUserId(ctx) ?? '', id);
    if (!row) throw mailNotFound();
    const { subject, createdAt, recipient, kind } = row;
    if (kind === 'proof') return { id, subject, createdAt, to: recipient, html: null, text: null, isWithheld: true };
    if (kind === 'link') assertSteppedUp(ctx);
    const { html, text } = readMime(Buffer.from(this.secretBox.open(row.raw, rawPlace(id)), 'utf8'));
    return { id, subject, createdAt, to: recipient, html, text, isWithheld: false };
  }

  /**
   * Removes files without a row: the server died between a file and its row, or between a row and its file. A young one may still get
   * its row, when the job that keeps it is tried again. Answers how many.
   */
  async removeStrayFiles(now: Date): Promise<number> {
    const names = await readdir(this.folder).catch(() => []);
    const old = names.filter((name) => isOldFile(name, new Date(now.getTime() - STRAY_MS)));
    const ctx = systemContext(this.dataSource.manager);
    let removed = 0;
    for (let from = 0; from < old.length; from += FILES_AT_A_TIME) {
      const some = old.slice(from, from + FILES_AT_A_TIME);
      const kept = new Set(await this.mails.listExisting(ctx, some.map(idOf)));
      const stray = some.filter((name) => name.endsWith('.tmp') || !kept.has(idOf(name)));
      await Promise.all(stray.map((name) => rm(path.join(this.folder, name), { force: true })));
      removed += stray.length;
    }
    return removed;
  }

  private async keepFile(id: string, mime: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const draft = path.join(this.folder, `${id}.tmp`);
    await writeFile(draft, mime, { mode: 0o600 });
    await rename(draft, this.fileOf(id));
  }

  private fileOf(id: string): string {
    return path.join(this.folder, `${id}.eml`);
  }
}

/** A mail or the draft of one, made before then. Other files in the folder are left alone. */
function isOldFile(name: string, before: Date): boolean {
  return /\.(?:eml|tmp)$/.test(name) && isId(idOf(name)) && timeOf(idOf(name)) < before;
}

function idOf(name: string): string {
  return name.slice(0, -4);
}

function rawPlace(id: string): string {
  return `system_mails.raw/${id}`;
}

function mailNotFound(): AppError {
  return new AppError(
    'systemMail.notFound',
    404,
    `There is no such message for you. The newest ${KEPT_OF_ADDRESS} are kept, for ${KEPT_DAYS} days.`,
  );
}
