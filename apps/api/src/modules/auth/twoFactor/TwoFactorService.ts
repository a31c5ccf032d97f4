import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { SecretBox } from '../../../platform/security/SecretBox.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { setUpReplaced, twoFactorIsOff, twoFactorIsOn } from '../authErrors.js';
import { hashRecoveryCode, newRecoveryCodes } from './recoveryCodes.js';
import { newTotpSecret, stepOfCode, type TotpSecret } from './totp.js';
import type { TwoFactorDto } from './TwoFactorDtos.js';
import { TwoFactorRepository } from './TwoFactorRepository.js';

/** A code that has the right form and, for an app's code, is right now. Whether it was used before shows when it is taken. */
export type SecondFactorProof = { readonly kind: 'totp'; readonly step: number } | { readonly kind: 'recoveryCode'; readonly hash: string };

/** A set-up as it was when its first code was right. */
export interface FirstProof {
  /** Sealed, as stored. */
  readonly secret: string;
  readonly step: number;
}

/** Second factors: codes of an authenticator app, and recovery codes for the day it is lost. */
@Injectable()
export class TwoFactorService {
  constructor(
    private readonly factors: TwoFactorRepository,
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
  ) {}

  async isOn(ctx: Context, userId: string): Promise<boolean> {
    return ((await this.factors.find(ctx, userId))?.confirmedAt ?? null) !== null;
  }

  async requireOn(ctx: Context, userId: string): Promise<void> {
    if (!(await this.isOn(ctx, userId))) throw twoFactorIsOff();
  }

  async describe(ctx: Context, userId: string): Promise<TwoFactorDto> {
    const since = (await this.factors.find(ctx, userId))?.confirmedAt ?? null;
    return { isOn: since !== null, since, recoveryCodesLeft: since === null ? 0 : await this.factors.countRecoveryCodes(ctx, userId) };
  }

  async begin(ctx: Context, userId: string, email: string): Promise<TotpSecret> {
    const fresh = await newTotpSecret(email);
    const isBegun = await this.factors.begin(ctx, userId, this.secretBox.seal(fresh.secret, placeOf(userId)), nowIso(this.clock));
    if (!isBegun) throw twoFactorIsOn();
    return fresh;
  }

  /** What the first code of a set-up proves, or null when the code is not right. */
  async firstProof(ctx: Context, userId: string, code: string): Promise<FirstProof | null> {
    const row = await this.factors.find(ctx, userId);
    if (!row) throw twoFactorIsOff();
    if (row.confirmedAt !== null) throw twoFactorIsOn();
    const step = await this.stepOf(row.secret, userId, code);
    return step === null ? null : { secret: row.secret, step };
  }

  async turnOn(ctx: Context, userId: string, proof: FirstProof): Promise<void> {
    if (await this.factors.confirm(ctx, userId, proof, nowIso(this.clock))) return;
    throw (await this.isOn(ctx, userId)) ? twoFactorIsOn() : setUpReplaced();
  }

  async turnOff(ctx: Context, userId: string): Promise<void> {
    if (!(await this.factors.remove(ctx, userId))) throw twoFactorIsOff();
  }

  /** Ten codes with their hashes, made outside the transaction: hashing takes its time. */
  async makeRecoveryCodes(userId: string): Promise<{ codes: string[]; hashes: string[] }> {
    const codes = newRecoveryCodes();
    return { codes, hashes: await Promise.all(codes.map((code) => hashRecoveryCode(userId, code))) };
  }

  replaceRecoveryCodes(ctx: Context, userId: string, hashes: readonly string[]): Promise<void> {
    return this.factors.replaceRecoveryCodes(ctx, userId, hashes, nowIso(this.clock));
  }

  /** Reads what someone typed: six digits are an app's code, anything else a recovery code. */
  async read(ctx: Context, userId: string, typed: string): Promise<SecondFactorProof | null> {
    const code = typed.replace(/\s/g, '');
    if (!/^\d{6}$/.test(code)) return { kind: 'recoveryCode', hash: await hashRecoveryCode(userId, code) };
    const row = await this.factors.find(ctx, userId);
    const step = row?.confirmedAt ? await this.stepOf(row.secret, userId, code) : null;
    return step === null ? null : { kind: 'totp', step };
  }

  /** Uses the code up; false when it was used before, by however many at once. */
  take(ctx: Context, userId: string, proof: SecondFactorProof): Promise<boolean> {
    switch (proof.kind) {
      case 'totp':
        return this.factors.takeStep(ctx, userId, proof.step);
      case 'recoveryCode':
        return this.factors.takeRecoveryCode(ctx, userId, proof.hash, nowIso(this.clock));
    }
  }

  private stepOf(sealed: string, userId: string, code: string): Promise<number | null> {
    const digits = code.replace(/\s/g, '');
    if (!/^\d{6}$/.test(digits)) return Promise.resolve(null);
    return stepOfCode(this.secretBox.open(sealed, placeOf(userId)), digits, this.clock.now());
  }
}

function placeOf(userId: string): string {
  return `two_factor.secret.${userId}`;
}
