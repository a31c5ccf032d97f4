import { hash, verify } from '@node-rs/argon2';
/** argon2id with m = 19 MiB, t = 2, p = 1 (OWASP's first choice); about 35 ms. */ const OPTIONS = {
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1
};
/** A hash of no password at all, so that an unknown account costs as much time as a wrong password. */ let decoy = null;
export function hashPassword(password) {
    return hash(password, OPTIONS);
}
/** Whether the password fits. `stored` is null for an unknown account: the same work is done and the answer is false. */ export async function isPasswordRight(password, stored) {
    decoy ??= hashPassword('decoy');
    const matches = await verify(stored ?? await decoy, password);
    return stored !== null && matches;
}
