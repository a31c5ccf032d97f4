import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { googleConfigOf, GoogleSignIn, microsoft365ConfigOf, MicrosoftSignIn, ProviderError, type SignIn } from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { SecretBox } from '../../platform/security/SecretBox.js';
import { Clock } from '../../platform/time/Clock.js';
import { signInUrl } from './publicUrls.js';
import { SenderAccountService } from './SenderAccountService.js';
import { SenderChecks } from './SenderChecks.js';
import { parseStoredConfig } from './senderConfig.js';
import type { FinishSignInDto, SenderDto, SignInDto } from './SenderDtos.js';
import { senderDoesNotSignIn, signInIsOver, signInRefused } from './senderErrors.js';
import { SenderPoolService, type StoredSettings } from './SenderPoolService.js';

/** A person needs no longer than that to sign in. */
const LASTS_MS = 15 * 60_000;

/** What is known of a person on their way to the vendor and back. Sealed: nobody else can make one, or read the verifier. */
interface Journey {
  readonly accountId: string;
  readonly userId: string | null;
  readonly verifier: string;
  readonly endsAt: number;
}

/** Lets a person sign in at the vendor for the mailbox of a sender. What the vendor gives is a secret of the sender like one that is typed. */
@Injectable()
export class SenderSignIns {
  constructor(
    private readonly accounts: SenderAccountService,
    private readonly pool: SenderPoolService,
    private readonly checks: SenderChecks,
    private readonly secretBox: SecretBox,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Where the person goes. */
  async begin(ctx: WorkspaceContext, id: string): Promise<SignInDto> {
    await this.accounts.require(ctx, id);
    const signIn = this.signInOf(await this.pool.read(ctx, id));
    const verifier = randomBytes(32).toString('base64url');
    const journey: Journey = { accountId: id, userId: actorUserId(ctx), verifier, endsAt: this.clock.now().getTime() + LASTS_MS };
    const state = `${ctx.workspaceId}.${this.secretBox.seal(JSON.stringify(journey), placeOf(ctx))}`;
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    return { url: await signIn.address({ redirectUri: signInUrl(this.config.publicUrl), state, challenge }) };
  }

  /** Keeps what the vendor gives for the code, and tries it: a mailbox other than that of the settings is refused. */
  async finish(ctx: WorkspaceContext, { code, state }: FinishSignInDto): Promise<SenderDto> {
    const { accountId, verifier } = this.journeyOf(ctx, state);
    const before = await this.accounts.require(ctx, accountId);
    const signIn = this.signInOf(await this.pool.read(ctx, accountId));
    const refreshToken = await signIn.redeem({ code, verifier, redirectUri: signInUrl(this.config.publicUrl) }).catch((error: unknown) => {
      throw error instanceof ProviderError ? signInRefused(error.message) : error;
    });
    const config = { ...parseStoredConfig(before.config).values, refreshToken };
    const tried = await this.checks.run(ctx, before, { type: before.type, config }, CHECK);
    if (!tried.ok) throw signInRefused(tried.steps.find(({ ok }) => !ok)?.detail ?? 'The mailbox could not be reached.');
    await this.accounts.update(ctx, accountId, { config });
    const saved = await this.accounts.require(ctx, accountId);
    await this.checks.run(ctx, saved, {}, CHECK);
    return this.accounts.get(ctx, accountId);
  }

  private journeyOf(ctx: WorkspaceContext, state: string): Journey {
    const sealed = state.startsWith(`${ctx.workspaceId}.`) ? state.slice(ctx.workspaceId.length + 1) : '';
    const journey = this.open(ctx, sealed);
    // Whoever was led here by another's link would connect another's mailbox to this workspace.
    if (journey?.userId !== actorUserId(ctx) || journey.endsAt < this.clock.now().getTime()) throw signInIsOver();
    return journey;
  }

  private open(ctx: WorkspaceContext, sealed: string): Journey | null {
    try {
      return JSON.parse(this.secretBox.open(sealed, placeOf(ctx))) as Journey;
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  private signInOf({ row, values }: StoredSettings): SignIn {
    if (values['access'] !== 'signIn') throw senderDoesNotSignIn();
    const { googleAuthUrl: authUrl, googleTokenUrl: tokenUrl, microsoft } = this.config;
    if (row?.type === 'google_workspace') return new GoogleSignIn(googleConfigOf(values), { authUrl, tokenUrl });
    if (row?.type === 'microsoft_365') return new MicrosoftSignIn(microsoft365ConfigOf(values), microsoft);
    throw senderDoesNotSignIn();
  }
}

const CHECK = { action: 'sender.verified', isCounted: false } as const;

function placeOf({ workspaceId }: WorkspaceContext): string {
  return `sender.signIn/${workspaceId}`;
}
