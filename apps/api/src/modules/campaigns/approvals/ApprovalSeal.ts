import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../../platform/security/KeyRing.js';
import { type ApprovalColumns, type ApprovalDocument, disagreements, DOCUMENT_VERSION } from './approvalDocument.js';
import { canonicalJson } from './canonicalJson.js';

const PURPOSE = 'approval-seal';
const PREFIX = `v${DOCUMENT_VERSION}`;

/** A row with the document that it claims was signed; null for one that was made before documents had a version. */
export interface SealedRow extends ApprovalColumns {
  readonly seal: string;
  readonly document: ApprovalDocument | null;
}

/**
 * Signs what was asked and what was decided: `v2.<key id>.<HMAC-SHA256>` over the canonical JSON of the document. The key is not in the
 * database, so a row that was edited there no longer carries an approval.
 */
@Injectable()
export class ApprovalSeal {
  constructor(private readonly keyRing: KeyRing) {}

  seal(document: ApprovalDocument): string {
    return `${PREFIX}.${this.keyRing.currentId}.${digest(this.keyRing.current(PURPOSE), document)}`;
  }

  /** A new document over the one that was read. */
  signed({ seal }: Pick<SealedRow, 'seal'>, document: ApprovalDocument): { document: ApprovalDocument; seal: string; over: string } {
    return { document, seal: this.seal(document), over: seal };
  }

  /** Whether the row says what was signed, in the document and in its columns. */
  isIntact({ seal, document, ...row }: SealedRow): boolean {
    return document !== null && this.isSigned(seal, document) && disagreements(row, document).length === 0;
  }

  /** Whether the seal is the one of this document. */
  isSigned(seal: string, document: ApprovalDocument): boolean {
    const [prefix, keyId, signature] = seal.split('.');
    const key = prefix === PREFIX && keyId ? this.keyRing.derive(PURPOSE, keyId) : null;
    if (!key || !signature) return false;
    const expected = Buffer.from(digest(key, document));
    const given = Buffer.from(signature);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

/** Made before version 2, which covers more. */
export function isOutdated({ seal, document }: Pick<SealedRow, 'seal' | 'document'>): boolean {
  return document === null && !seal.startsWith('v');
}

function digest(key: Buffer, document: ApprovalDocument): string {
  return createHmac('sha256', key).update(canonicalJson(document)).digest('base64url');
}
