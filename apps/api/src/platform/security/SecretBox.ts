import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../http/AppError.js';
import { KeyRing } from './KeyRing.js';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Credentials at rest: AES-256-GCM, `v1.<key id>.<base64url nonce|ciphertext|tag>`. `place` (table, column, row) is authenticated,
 * so that a sealed value copied to another row does not open there.
 */
@Injectable()
export class SecretBox {
  constructor(private readonly keyRing: KeyRing) {}

  seal(plain: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyRing.current('secret-box'), nonce);
    cipher.setAAD(Buffer.from(place));
    const body = Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${VERSION}.${this.keyRing.currentId}.${body.toString('base64url')}`;
  }

  open(sealed: string, place: string): string {
    const [version, keyId, text] = sealed.split('.');
    const key = version === VERSION && keyId ? this.keyRing.derive('secret-box', keyId) : null;
    if (!key || !text) throw unreadable();
    try {
      const body = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(body.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      throw unreadable();
    }
  }
}

function unreadable(): AppError {
  return new AppError(
    'secret.unreadable',
    409,
    'A stored credential cannot be read with the keys of this installation. Enter it again, or restore the key file that belongs to this database.',
  );
}
