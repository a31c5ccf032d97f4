import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../config/AppConfig.js';

interface StoredKey {
  readonly id: string;
  readonly secret: string;
  readonly createdAt: string;
}

/**
 * The installation's master keys, newest first. They live in one file with mode 600, outside the database, so that a stolen
 * database gives no credentials away. Nothing uses a master key itself: every purpose derives its own (HKDF-SHA256).
 */
export class KeyRing {
  private readonly derived = new Map<string, Buffer>();

  private constructor(private readonly keys: readonly StoredKey[]) {}

  /** Reads the key file, or makes it on the first start. */
  static open(file: string, now: Date): KeyRing {
    if (!existsSync(file)) createKeyFile(file, now);
    return new KeyRing(readKeyFile(file));
  }

  get currentId(): string {
    return (this.keys[0] as StoredKey).id;
  }

  /** 32 bytes for one purpose, from the current key or the one named. Null when that key is no longer in the file. */
  derive(purpose: string, keyId: string = this.currentId): Buffer | null {
    const name = `${keyId}\u0000${purpose}`;
    const known = this.derived.get(name);
    if (known) return known;
    const key = this.keys.find((candidate) => candidate.id === keyId);
    if (!key) return null;
    const secret = Buffer.from(hkdfSync('sha256', Buffer.from(key.secret, 'base64'), 'rapport', purpose, 32));
    this.derived.set(name, secret);
    return secret;
  }

  /** The key of a purpose under the current master key. */
  current(purpose: string): Buffer {
    return this.derive(purpose) as Buffer;
  }

  get ids(): readonly string[] {
    return this.keys.map((key) => key.id);
  }
}

function createKeyFile(file: string, now: Date): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const key: StoredKey = { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64'), createdAt: now.toISOString() };
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify({ keys: [key] }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}

function readKeyFile(file: string): StoredKey[] {
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { keys?: StoredKey[] };
    const keys = stored.keys ?? [];
    if (keys.length > 0 && keys.every((key) => typeof key.id === 'string' && Buffer.from(key.secret, 'base64').length === 32)) return keys;
  } catch {
    // Reported below: a damaged key file must never be replaced silently, it would make every stored credential unreadable.
  }
  throw new ConfigurationError([
    `The key file ${file} is damaged. Restore it from a backup: without it, stored credentials cannot be read.`,
  ]);
}
