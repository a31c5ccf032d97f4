import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../config/AppConfig.js';

export interface StoredKey {
  readonly id: string;
  readonly secret: string;
  readonly createdAt: string;
}

export interface KeyFile {
  /** Newest first. Never shortened: links in people's mailboxes, approvals and the audit log are bound to the key of their day. */
  readonly keys: readonly StoredKey[];
  /** The key of a rotation that has not reached every stored value yet. */
  readonly rotatingTo?: string;
}

export function ensureKeyFile(file: string, now: Date): void {
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeKeyFile(file, { keys: [newKey(now)] });
}

export function readKeyFile(file: string): KeyFile {
  const text = textOf(file);
  try {
    const stored = JSON.parse(text) as Partial<KeyFile>;
    const keys = stored.keys ?? [];
    const isWhole = keys.length > 0 && keys.every((key) => typeof key.id === 'string' && Buffer.from(key.secret, 'base64').length === 32);
    if (isWhole) return { keys, ...(stored.rotatingTo ? { rotatingTo: stored.rotatingTo } : {}) };
  } catch {
    // Reported below: a damaged key file must never be replaced silently, it would make every stored credential unreadable.
  }
  throw new ConfigurationError([
    `The key file ${file} is damaged. Restore it from a backup: without it, stored credentials cannot be read.`,
  ]);
}

/** Not being allowed to read it is no damage: nothing has to be restored. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigurationError([
      `The key file ${file} cannot be read (${reason}). Make it readable for the user that Rapport runs as, and for that user alone: chown it to that user and chmod 600.`,
    ]);
  }
}

/** Whole or not at all, on the disk before anything is sealed with a new key, and readable by nobody else at any moment. */
export function writeKeyFile(file: string, content: KeyFile): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  const folder = openSync(path.dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Milliseconds since 1970; 0 when there is no file. */
export function lastChangeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

export function newKey(now: Date): StoredKey {
  return { id: randomBytes(4).toString('hex'), secret: randomBytes(32).toString('base64'), createdAt: now.toISOString() };
}
