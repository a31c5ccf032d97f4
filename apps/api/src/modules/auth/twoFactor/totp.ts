/** Codes of authenticator apps (RFC 6238): six digits, a new one every 30 seconds, SHA-1 as all apps expect. */

const ISSUER = 'Rapport';
/** Clocks of phones go wrong a little: the code before and the one after the current one count too. */
const TOLERANCE_SECONDS = 30;

export interface TotpSecret {
  readonly secret: string;
  /** `otpauth://…`, what the QR code holds. */
  readonly uri: string;
}

export async function newTotpSecret(email: string): Promise<TotpSecret> {
  const { generateSecret, generateURI } = await import('otplib');
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer: ISSUER, label: email, secret }) };
}

/** The time step the code belongs to, or null when it is not right now. A step is used once: the caller keeps the last one. */
export async function stepOfCode(secret: string, code: string, now: Date): Promise<number | null> {
  const { verifySync } = await import('otplib');
  const result = verifySync({ secret, token: code, epoch: Math.floor(now.getTime() / 1000), epochTolerance: TOLERANCE_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
