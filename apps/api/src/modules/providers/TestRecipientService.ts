import { Injectable } from '@nestjs/common';
import { emailKey, mayActAs } from '@rapport/common';
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { assertSteppedUp } from '../../platform/security/stepUp.js';
import { type Allowance, allowanceOf } from '../../platform/security/throttling/allowance.js';
import { DatabaseRateLimiter } from '../../platform/security/throttling/DatabaseRateLimiter.js';
import { ThrottleRepository } from '../../platform/security/throttling/ThrottleRepository.js';
import type { AppError } from '../../platform/http/AppError.js';
import { Clock } from '../../platform/time/Clock.js';
import { MemberService } from '../workspaces/MemberService.js';
import type { SenderChannel } from './SenderDtos.js';
import { testPhoneForeign, testPhoneSuppressed, testRecipientForeign, testRecipientSuppressed, tooManyTests } from './senderErrors.js';

const HOUR = 3_600;
const PER_PERSON = 20;
const PER_WORKSPACE = 60;

type SuppressionCheck = (ctx: WorkspaceContext, channel: SenderChannel, addressKey: string) => Promise<boolean>;

/** Who may get a test message: members at the address that they confirmed. A draft must not become a way around approval. */
@Injectable()
export class TestRecipientService {
  private readonly person: DatabaseRateLimiter;
  private readonly workspace: DatabaseRateLimiter;
  private isSuppressed: SuppressionCheck = () => Promise.resolve(false);

  constructor(
    private readonly members: MemberService,
    throttles: ThrottleRepository,
    private readonly clock: Clock,
  ) {
    this.person = new DatabaseRateLimiter(throttles, clock, 'testMessage.person', { points: PER_PERSON, duration: HOUR });
    this.workspace = new DatabaseRateLimiter(throttles, clock, 'testMessage.workspace', { points: PER_WORKSPACE, duration: HOUR });
  }

  /** Called by the module that knows who has unsubscribed; it comes later in the order of modules. */
  registerSuppressions(check: SuppressionCheck): void {
    this.isSuppressed = check;
  }

  /** How many may still be sent, and whether addresses outside the workspace are allowed. */
  async left(ctx: WorkspaceContext): Promise<Allowance & { readonly anyAddress: boolean }> {
    const limits = [[this.person, personOf(ctx)] as const, [this.workspace, ctx.workspaceId] as const];
    return { ...(await allowanceOf(limits, this.clock.now())), anyAddress: maySendOutside(ctx) };
  }

  /** Counts the message, or refuses it with the reason. Before anything is sent. */
  async admit(ctx: WorkspaceContext, to: string): Promise<void> {
    const key = emailKey(to) ?? to.toLowerCase();
    if (await this.isSuppressed(ctx, 'email', key)) throw testRecipientSuppressed();
    const members = await this.members.list(ctx);
    const isMember = members.some(({ email, isEmailConfirmed }) => isEmailConfirmed && emailKey(email) === key);
    if (!isMember) assertMaySendOutside(ctx, testRecipientForeign);
    await this.consume(ctx);
  }

  /** The same for a text, in E.164. Nobody confirms a phone number here, so it takes someone who may send campaigns. */
  async admitPhone(ctx: WorkspaceContext, phone: string): Promise<void> {
    if (await this.isSuppressed(ctx, 'text', phone)) throw testPhoneSuppressed();
    assertMaySendOutside(ctx, testPhoneForeign);
    await this.consume(ctx);
  }

  private async consume(ctx: WorkspaceContext): Promise<void> {
    await consume(this.person, personOf(ctx));
    await consume(this.workspace, ctx.workspaceId);
  }
}

function personOf(ctx: WorkspaceContext): string {
  return `${ctx.workspaceId}:${actorUserId(ctx) ?? ''}`;
}

function assertMaySendOutside(ctx: WorkspaceContext, refusal: () => AppError): void {
  if (!maySendOutside(ctx)) throw refusal();
  assertSteppedUp(ctx);
}

/** A key cannot confirm who holds it, so it needs the scope that sends campaigns. */
function maySendOutside({ actor, role }: WorkspaceContext): boolean {
  return mayActAs(role, 'approver') && (actor.type !== 'key' || actor.scopes.includes('campaigns:send'));
}

async function consume(limiter: DatabaseRateLimiter, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) throw tooManyTests(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    throw refusal;
  }
}
