/** Where in the conversation a fault strikes. `body`: after DATA, before the final dot. `dot`: after the final dot was received. */
export type FaultPoint = 'connect' | 'greeting' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body' | 'dot';

/**
 * - `reply`: answer with this code and text instead of accepting.
 * - `drop`: cut the connection without an answer. At `dot` the message is counted as received first, as a server that crashed after queueing would.
 * - `hang`: never answer. At `dot` the message is counted as received first.
 * - `halfAnswer`: send the beginning of an answer, then cut the connection. Only at `dot`.
 * - `slow`: answer after `delayMs`.
 */
export type FaultAction =
  | { readonly kind: 'reply'; readonly code: number; readonly text: string }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'halfAnswer' }
  | { readonly kind: 'slow'; readonly delayMs: number };

export interface SmtpFault {
  readonly at: FaultPoint;
  readonly action: FaultAction;
  /** How often it strikes; without it, every time. */
  readonly times?: number;
  /** Let this many pass first. */
  readonly after?: number;
  /** Only for recipients that contain this text (from RCPT TO on). */
  readonly recipient?: string;
}

/** Decides which fault strikes next, and counts down. */
export class FaultPlan {
  private faults: Array<{ fault: SmtpFault; passed: number; struck: number }> = [];

  set(faults: readonly SmtpFault[]): void {
    this.faults = faults.map((fault) => ({ fault, passed: 0, struck: 0 }));
  }

  next(at: FaultPoint, recipients: readonly string[] = []): FaultAction | null {
    for (const entry of this.faults) {
      const { fault } = entry;
      if (fault.at !== at) continue;
      const wanted = fault.recipient;
      if (wanted !== undefined && !recipients.some((recipient) => recipient.includes(wanted))) continue;
      if (entry.passed < (fault.after ?? 0)) {
        entry.passed += 1;
        continue;
      }
      if (fault.times !== undefined && entry.struck >= fault.times) continue;
      entry.struck += 1;
      return fault.action;
    }
    return null;
  }
}
