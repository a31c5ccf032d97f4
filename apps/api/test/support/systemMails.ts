import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readMime } from '@rapport/providers';
import { waitFor } from './waitFor.js';

/** Where the mail of an installation lies: in its data folder. */
interface Mailbox {
  readonly dataDir: string;
}

export interface ReceivedMail {
  readonly subject: string;
  readonly text: string;
}

/** The system mail someone got so far, oldest first; without an SMTP server it lies in the data folder. */
export function mailsTo({ dataDir }: Mailbox, address: string): ReceivedMail[] {
  const folder = path.join(dataDir, 'system-mail');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name)))
    .filter((mime) => headerOf(mime, 'To').toLowerCase().includes(address.toLowerCase()))
    .map((mime) => ({ subject: headerOf(mime, 'Subject'), text: readMime(mime).text ?? '' }));
}

/** Waits for the n-th mail with this subject and answers it. */
export async function mailTo(mailbox: Mailbox, address: string, subject: string, n = 1): Promise<ReceivedMail> {
  const found = (): ReceivedMail[] => mailsTo(mailbox, address).filter((mail) => mail.subject === subject);
  await waitFor(`"${subject}" for ${address}`, () => found().length >= n);
  return found()[n - 1] as ReceivedMail;
}

/** The secret at the end of a link such as `…/reset-password/<token>`. */
export function tokenIn(mail: ReceivedMail, page: string): string {
  const token = new RegExp(`/${page}/([A-Za-z0-9_-]+)`).exec(mail.text)?.[1];
  if (!token) throw new Error(`There is no link to ${page} in "${mail.subject}".`);
  return token;
}

function headerOf(mime: Buffer, name: string): string {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(mime.toString('utf8'))?.[1]?.trim() ?? '';
}
