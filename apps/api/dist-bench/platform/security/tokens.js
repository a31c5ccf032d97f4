import { createHash, randomBytes } from 'node:crypto';
/** 256 random bits for a link or a cookie. Only its hash is stored. */ export function newToken() {
    return randomBytes(32).toString('base64url');
}
export function hashToken(token) {
    return createHash('sha256').update(token).digest('hex');
}
