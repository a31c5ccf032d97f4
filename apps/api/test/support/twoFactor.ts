import { generateSync } from 'otplib';
import { dataOf, Person } from './Person.js';
import type { TestApp } from './startTestApp.js';

export const PASSWORD = 'correct horse battery';
const STEP_MS = 30_000;

export interface Protected {
  readonly person: Person;
  readonly email: string;
  readonly secret: string;
  readonly recoveryCodes: string[];
}

/** The code an authenticator app shows at the time of the test's clock. */
export function codeOf(test: TestApp, secret: string, stepsAhead = 0): string {
  return generateSync({ secret, epoch: Math.floor((test.clock.now().getTime() + stepsAhead * STEP_MS) / 1000) });
}

/** Waits, by the test's clock, until the app shows another code. */
export function untilNextCode(test: TestApp): void {
  test.clock.advance(STEP_MS);
}

export async function emailOf(person: Person): Promise<string> {
  return (await dataOf<{ user: { email: string } }>(person.get('/api/v1/auth/session'))).user.email;
}

/** A new person whose account has two-step verification. */
export async function personWithTwoFactor(test: TestApp, name = 'Toni Twofactor'): Promise<Protected> {
  const person = await test.stranger(name);
  const { secret } = await dataOf<{ secret: string }>(person.post('/api/v1/me/two-factor'));
  const { recoveryCodes } = await dataOf<{ recoveryCodes: string[] }>(
    person.post('/api/v1/me/two-factor/confirm', { code: codeOf(test, secret) }),
  );
  untilNextCode(test);
  return { person, email: await emailOf(person), secret, recoveryCodes };
}

/** The password step of a sign-in; answers the challenge. */
export async function challengeFor(test: TestApp, email: string, visitor = new Person(test.app.getHttpServer())): Promise<string> {
  const answer = await dataOf<{ secondFactorRequired: boolean; challengeToken: string }>(
    visitor.post('/api/v1/auth/login', { email, password: PASSWORD }),
  );
  expect(answer.secondFactorRequired).toBe(true);
  return answer.challengeToken;
}
