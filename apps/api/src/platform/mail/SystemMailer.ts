import { Injectable } from '@nestjs/common';
import type { Context } from '../context/Context.js';
import { newId } from '../database/ids.js';
import { JobQueue } from '../jobs/JobQueue.js';
import { SecretBox } from '../security/SecretBox.js';

/**
 * Who may read it in the built-in mailbox, if anybody (docs/adr/0048):
 * - `notice`: says what happened; the person it is addressed to.
 * - `link`: holds a link that opens something for the addressee; as before, after a fresh proof of who reads.
 * - `proof`: its link proves that someone reads the address, and opens an account; nobody in the dashboard.
 */
export type SystemMailKind = 'notice' | 'link' | 'proof';

/** A mail of the installation itself: invitations, resets, warnings. Not of a workspace, and never counted or tracked. */
export interface SystemMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Left out: made from the text. `systemMailOf` makes both. */
  readonly html?: string;
  /** Left out: `link`, the stricter of the two that are shown. */
  readonly kind?: SystemMailKind;
}

export interface SystemMailPayload {
  readonly mailId: string;
  /** The mail as JSON. Sealed: it holds links that open accounts. */
  readonly sealed: string;
}

export const SYSTEM_MAIL_JOB = 'systemMail.send';
/** About two days; by then the links in it are worth nothing. */
const MAX_ATTEMPTS = 18;

/** Sends mail that belongs to no workspace. */
@Injectable()
export class SystemMailer {
  constructor(
    private readonly jobs: JobQueue,
    private readonly secretBox: SecretBox,
  ) {}

  /** In the caller's transaction: what is rolled back is not sent. */
  async send(ctx: Context, mail: SystemMail): Promise<void> {
    const mailId = newId();
    const payload: SystemMailPayload = { mailId, sealed: this.secretBox.seal(JSON.stringify(mail), placeOf(mailId)) };
    await this.jobs.enqueue(ctx, { name: SYSTEM_MAIL_JOB, payload, maxAttempts: MAX_ATTEMPTS });
  }
}

/** What the sealed mail of a job is bound to. */
export function placeOf(mailId: string): string {
  return `jobs.payload/${SYSTEM_MAIL_JOB}/${mailId}`;
}
