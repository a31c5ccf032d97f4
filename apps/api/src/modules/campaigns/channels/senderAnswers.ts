import { AppError } from '../../../platform/http/AppError.js';
import type { SenderService } from '../../providers/SenderService.js';
import type { PreflightDto } from '../ReviewDtos.js';
import { error } from '../review/findings.js';

type Check = Awaited<ReturnType<SenderService['verifySaved']>>;

/** How old an answer of a sender may be: the review page shows a recent one, a launch asks again. */
const FRESH_MS = { review: 5 * 60_000, launch: 60_000 } as const;
/** A review page that is reloaded does not knock at an unreachable server each time; a launch always does. */
const FAILURE_FRESH_MS = 30_000;
const PATIENCE_MS = 8_000;

export function isFresh({ ok }: Pick<Check, 'ok'>, testedAt: string | null, now: Date, occasion: 'review' | 'launch'): boolean {
  const age = testedAt === null ? Number.POSITIVE_INFINITY : now.getTime() - Date.parse(testedAt);
  return age < (ok ? FRESH_MS[occasion] : occasion === 'review' ? FAILURE_FRESH_MS : 0);
}

/** Whether it lets us in, as a finding. One that cannot be asked, or is silent, is a finding too. */
export async function askSender(
  ask: () => Promise<Check>,
  verdict: (check: Check) => PreflightDto,
  silent: string,
): Promise<PreflightDto[]> {
  try {
    const check = await within(PATIENCE_MS, ask());
    return [check === null ? error('sender.slow', silent, 'sender') : verdict(check)];
  } catch (failure) {
    if (failure instanceof AppError) return [error(failure.code, failure.message, 'sender')];
    throw failure;
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
