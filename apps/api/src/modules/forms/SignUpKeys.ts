import { Injectable } from '@nestjs/common';
import { KeyRing } from '../../platform/security/KeyRing.js';
import { Clock } from '../../platform/time/Clock.js';
import { readSignUp, readTime, sealTime, signSignUp } from './signUpToken.js';

const LINK = 'form-sign-up';
const TIME = 'form-time';

/** What proves that a link and a page are ours. */
@Injectable()
export class SignUpKeys {
  constructor(
    private readonly keyRing: KeyRing,
    private readonly clock: Clock,
  ) {}

  tokenOf(signUpId: string): string {
    return signSignUp(signUpId, { keyId: this.keyRing.currentId, mac: this.keyRing.current(LINK) });
  }

  /** The id of the sign-up; null when the link is not ours. */
  read(token: string): string | null {
    return readSignUp(token, (keyId) => this.keyRing.derive(LINK, keyId));
  }

  timeFor(formId: string): string {
    return sealTime(formId, this.clock.now().getTime(), this.keyRing.current(TIME));
  }

  /** How long ago the page of the form was made, in milliseconds; null when the form was on another site. */
  ageOf(sealed: unknown, formId: string): number | null {
    const at = readTime(sealed, formId, this.keyRing.current(TIME));
    return at === null ? null : this.clock.now().getTime() - at;
  }
}
