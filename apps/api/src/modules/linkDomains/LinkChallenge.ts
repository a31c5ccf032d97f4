import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { newId } from '../../platform/database/ids.js';
import { OutgoingClient } from '../../platform/http/OutgoingClient.js';
import { KeyRing } from '../../platform/security/KeyRing.js';

const PURPOSE = 'link-domain';
const PREFIX = 'rapport-verify=';
const LIMITS = { maxBytes: 200, timeoutMs: 8_000, maxRedirects: 0 };

/** Proves that a host leads to this installation, and names the workspace that it belongs to. Nothing of an answer is shown to anyone. */
@Injectable()
export class LinkChallenge {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly config: AppConfig,
    private readonly client: OutgoingClient,
  ) {}

  /** What a workspace publishes for a host: nobody else of this installation can prove the same host. */
  recordFor(workspaceId: string, host: string): string {
    return PREFIX + this.sign(this.keyRing.currentId, `owner ${workspaceId} ${host}`);
  }

  isRecordOf(workspaceId: string, host: string, published: string): boolean {
    const text = `owner ${workspaceId} ${host}`;
    return published.trim().startsWith(PREFIX) && this.isSigned(published.trim().slice(PREFIX.length), text);
  }

  answer(nonce: string): string {
    return this.sign(this.keyRing.currentId, `challenge ${nonce}`);
  }

  /** Whether this installation answers at the host over HTTPS. @throws when nothing, or something else, answers */
  async isAnsweredAt(host: string): Promise<boolean> {
    const nonce = newId();
    const { status, body } = await this.fetch(`https://${host}${this.config.basePath}/link-challenge/${nonce}`);
    return status === 200 && this.isSigned(body.toString('utf8').trim(), `challenge ${nonce}`);
  }

  /** What tests replace: they have no certificate for a name. */
  fetch: (url: string) => Promise<{ status: number; body: Buffer }> = (url) => this.client.get(url, LIMITS);

  private sign(keyId: string, text: string): string {
    const key = this.keyRing.derive(PURPOSE, keyId) ?? Buffer.alloc(0);
    return `${keyId}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  }

  private isSigned(given: string, text: string): boolean {
    const keyId = given.slice(0, given.lastIndexOf('.'));
    if (this.keyRing.derive(PURPOSE, keyId) === null) return false;
    const [one, other] = [Buffer.from(given), Buffer.from(this.sign(keyId, text))];
    return one.length === other.length && timingSafeEqual(one, other);
  }
}
