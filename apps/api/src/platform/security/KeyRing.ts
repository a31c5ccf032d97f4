import { hkdfSync } from 'node:crypto';
import { ensureKeyFile, lastChangeOf, newKey, readKeyFile, type StoredKey, writeKeyFile } from './keyFile.js';

/**
 * The installation's master keys, newest first. They live in one file with mode 600, outside the database, so that a stolen
 * database gives no credentials away. Nothing uses a master key itself: every purpose derives its own (HKDF-SHA256).
 */
export class KeyRing {
  private readonly derived = new Map<string, Buffer>();
  private readAt: number;

  private constructor(
    private readonly file: string,
    private keys: readonly StoredKey[],
  ) {
    this.readAt = lastChangeOf(file);
  }

  /** Reads the key file, or makes it on the first start. */
  static open(file: string, now: Date): KeyRing {
    ensureKeyFile(file, now);
    return new KeyRing(file, readKeyFile(file).keys);
  }

  /**
   * Adds a new key in front; the old ones stay for reading. A rotation that was interrupted goes on with the key it had made.
   * Processes that run can read what it sealed at once, but seal with the key they started with until they are restarted.
   */
  static beginRotation(file: string, now: Date): KeyRing {
    const stored = readKeyFile(file);
    if (!stored.rotatingTo) {
      const key = newKey(now);
      writeKeyFile(file, { keys: [key, ...stored.keys], rotatingTo: key.id });
    }
    return new KeyRing(file, readKeyFile(file).keys);
  }

  static finishRotation(file: string): void {
    writeKeyFile(file, { keys: readKeyFile(file).keys });
  }

  get currentId(): string {
    return (this.keys[0] as StoredKey).id;
  }

  /** 32 bytes for one purpose, from the current key or the one named. Null when that key is no longer in the file. */
  derive(purpose: string, keyId: string = this.currentId): Buffer | null {
    const name = `${keyId}\u0000${purpose}`;
    const known = this.derived.get(name);
    if (known) return known;
    const key = this.find(keyId);
    if (!key) return null;
    const secret = Buffer.from(hkdfSync('sha256', Buffer.from(key.secret, 'base64'), 'rapport', purpose, 32));
    this.derived.set(name, secret);
    return secret;
  }

  /** The key of a purpose under the current master key. */
  current(purpose: string): Buffer {
    return this.derive(purpose) as Buffer;
  }

  /** An id that is unknown may be that of a rotation since the start. Only our own look like ids: the file is not read for any word. */
  private find(keyId: string): StoredKey | undefined {
    const known = this.keys.find(({ id }) => id === keyId);
    if (known || !/^[0-9a-f]{8}$/.test(keyId) || !this.hasFileChanged()) return known;
    const added = readKeyFile(this.file).keys.filter(({ id }) => !this.keys.some((key) => key.id === id));
    // Behind those of the start: what is current stays current.
    this.keys = [...this.keys, ...added];
    return this.keys.find(({ id }) => id === keyId);
  }

  private hasFileChanged(): boolean {
    const changedAt = lastChangeOf(this.file);
    if (changedAt === this.readAt) return false;
    this.readAt = changedAt;
    return true;
  }

  get ids(): readonly string[] {
    return this.keys.map((key) => key.id);
  }
}
