import { hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../config/AppConfig.js';
/**
 * The installation's master keys, newest first. They live in one file with mode 600, outside the database, so that a stolen
 * database gives no credentials away. Nothing uses a master key itself: every purpose derives its own (HKDF-SHA256).
 */ export class KeyRing {
    constructor(keys){
        this.keys = keys;
        this.derived = new Map();
    }
    /** Reads the key file, or makes it on the first start. */ static open(file, now) {
        if (!existsSync(file)) createKeyFile(file, now);
        return new KeyRing(readKeyFile(file));
    }
    get currentId() {
        return this.keys[0].id;
    }
    /** 32 bytes for one purpose, from the current key or the one named. Null when that key is no longer in the file. */ derive(purpose, keyId = this.currentId) {
        const name = `${keyId}\u0000${purpose}`;
        const known = this.derived.get(name);
        if (known) return known;
        const key = this.keys.find((candidate)=>candidate.id === keyId);
        if (!key) return null;
        const secret = Buffer.from(hkdfSync('sha256', Buffer.from(key.secret, 'base64'), 'rapport', purpose, 32));
        this.derived.set(name, secret);
        return secret;
    }
    /** The key of a purpose under the current master key. */ current(purpose) {
        return this.derive(purpose);
    }
    get ids() {
        return this.keys.map((key)=>key.id);
    }
}
function createKeyFile(file, now) {
    mkdirSync(path.dirname(file), {
        recursive: true
    });
    const key = {
        id: randomBytes(4).toString('hex'),
        secret: randomBytes(32).toString('base64'),
        createdAt: now.toISOString()
    };
    const draft = `${file}.${process.pid}.tmp`;
    writeFileSync(draft, `${JSON.stringify({
        keys: [
            key
        ]
    }, null, 2)}\n`, {
        mode: 0o600,
        flag: 'wx'
    });
    renameSync(draft, file);
}
function readKeyFile(file) {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    try {
        const stored = JSON.parse(readFileSync(file, 'utf8'));
        const keys = stored.keys ?? [];
        if (keys.length > 0 && keys.every((key)=>typeof key.id === 'string' && Buffer.from(key.secret, 'base64').length === 32)) return keys;
    } catch  {
    // Reported below: a damaged key file must never be replaced silently, it would make every stored credential unreadable.
    }
    throw new ConfigurationError([
        `The key file ${file} is damaged. Restore it from a backup: without it, stored credentials cannot be read.`
    ]);
}
