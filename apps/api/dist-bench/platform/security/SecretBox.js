function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
function _ts_metadata(metadataKey, metadataValue) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") {
        return Reflect.metadata(metadataKey, metadataValue);
    }
}
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '../http/AppError.js';
import { KeyRing } from './KeyRing.js';
const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export class SecretBox {
    constructor(keyRing){
        this.keyRing = keyRing;
    }
    seal(plain, place) {
        const nonce = randomBytes(NONCE_BYTES);
        const cipher = createCipheriv('aes-256-gcm', this.keyRing.current('secret-box'), nonce);
        cipher.setAAD(Buffer.from(place));
        const body = Buffer.concat([
            nonce,
            cipher.update(plain, 'utf8'),
            cipher.final(),
            cipher.getAuthTag()
        ]);
        return `${VERSION}.${this.keyRing.currentId}.${body.toString('base64url')}`;
    }
    open(sealed, place) {
        const [version, keyId, text] = sealed.split('.');
        const key = version === VERSION && keyId ? this.keyRing.derive('secret-box', keyId) : null;
        if (!key || !text) throw unreadable();
        try {
            const body = Buffer.from(text, 'base64url');
            const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE_BYTES));
            decipher.setAAD(Buffer.from(place));
            decipher.setAuthTag(body.subarray(-TAG_BYTES));
            return Buffer.concat([
                decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)),
                decipher.final()
            ]).toString('utf8');
        } catch  {
            throw unreadable();
        }
    }
}
SecretBox = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof KeyRing === "undefined" ? Object : KeyRing
    ])
], SecretBox);
function unreadable() {
    return new AppError('secret.unreadable', 409, 'A stored credential cannot be read with the keys of this installation. Enter it again, or restore the key file that belongs to this database.');
}
