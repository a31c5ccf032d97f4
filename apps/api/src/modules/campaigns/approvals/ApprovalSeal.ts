import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/security/KeyRing.js';
import type { SealedField } from './fieldChanges.js';

const PURPOSE = 'approval-seal';

/**
 * Signs what was approved: `<key id>.<HMAC-SHA256>` over the canonical JSON of the campaign's id and every sealed field. The key
 * is not in the database, so rows that somebody edits there no longer carry an approval.
 */
@Injectable()
export class ApprovalSeal {
  constructor(private readonly keyRing: KeyRing) {}

  seal(campaignId: string, fields: readonly SealedField[]): string {
    return `${this.keyRing.currentId}.${digest(this.keyRing.current(PURPOSE), campaignId, fields)}`;
  }

  isIntact(seal: string, campaignId: string, fields: readonly SealedField[]): boolean {
    const [keyId, signature] = seal.split('.');
    const key = keyId ? this.keyRing.derive(PURPOSE, keyId) : null;
    if (!key || !signature) return false;
    const expected = Buffer.from(digest(key, campaignId, fields));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

/** Field order does not matter; nothing else may differ. */
export function canonicalJson(campaignId: string, fields: readonly SealedField[]): string {
  const sorted = [...fields].sort((a, b) => (a.field < b.field ? -1 : 1)).map(({ field, value, shown }) => [field, value, shown]);
  return JSON.stringify([campaignId, sorted]);
}

function digest(key: Buffer, campaignId: string, fields: readonly SealedField[]): string {
  return createHmac('sha256', key).update(canonicalJson(campaignId, fields)).digest('base64url');
}
