import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/AppConfig.js';
import { AppError } from '../http/AppError.js';
import { OutgoingClient } from '../http/OutgoingClient.js';
import { Clock } from '../time/Clock.js';
import type { PublicAddressDto, PublicAddressState } from './PublicAddressDto.js';

const LIMITS = { maxBytes: 16 * 1024, timeoutMs: 5_000, maxRedirects: 2 };
/** Asked again and again, it asks the network once a minute. */
const KEPT_MS = 60_000;

/**
 * Whether the address that stands in every message (PUBLIC_URL) leads back to this installation, seen from the open internet: it is
 * fetched like an address that a stranger typed, so one of the own network counts as what it is for recipients, out of reach.
 */
@Injectable()
export class PublicAddress {
  private last: { readonly at: number; readonly answer: Promise<PublicAddressDto> } | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly outgoing: OutgoingClient,
    private readonly clock: Clock,
  ) {}

  check(): Promise<PublicAddressDto> {
    const now = this.clock.now().getTime();
    if (!this.last || now - this.last.at > KEPT_MS) this.last = { at: now, answer: this.ask() };
    return this.last.answer;
  }

  private async ask(): Promise<PublicAddressDto> {
    const url = this.config.publicUrl;
    const checkedAt = this.clock.now().toISOString();
    try {
      const { status, body } = await this.outgoing.get(`${url}/health/live`, LIMITS);
      return describe(url, checkedAt, status === 200 && isAlive(body) ? 'reachable' : 'somethingElse');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return describe(url, checkedAt, error.code === 'outgoing.privateAddress' ? 'private' : 'unreachable');
    }
  }
}

function isAlive(body: Buffer): boolean {
  try {
    return (JSON.parse(body.toString('utf8')) as { data?: { status?: unknown } }).data?.status === 'ok';
  } catch {
    return false;
  }
}

function describe(url: string, checkedAt: string, state: PublicAddressState): PublicAddressDto {
  return { url, state, message: MESSAGES[state], checkedAt };
}

const MESSAGES: Readonly<Record<PublicAddressState, string>> = {
  reachable: 'Links in messages lead here.',
  private:
    'This address is only known inside your own network. Recipients elsewhere cannot open unsubscribe links: set PUBLIC_URL to the address that the internet knows.',
  unreachable: 'Nothing answers at this address. Check PUBLIC_URL, the DNS entry and the reverse proxy.',
  somethingElse:
    'Something else answers at this address. Check that the reverse proxy leads to this installation, without a sign-in of its own.',
};
