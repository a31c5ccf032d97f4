import { Injectable } from '@nestjs/common';
import { Observable, Subject } from 'rxjs';
import { AppError } from '../http/AppError.js';

/** One person with many tabs, or one program with many copies of itself. */
export const STREAMS_OF_ONE = 10;
/** Each costs a socket and a look at the database every few seconds. */
export const STREAMS_OF_ALL = 1_000;

const full = (): AppError =>
  new AppError('live.full', 503, 'This server can’t open another event stream now. Try again in a minute.', { retryAfterSeconds: 60 });

/**
 * The streams that are open in this process. Someone's eleventh takes the place of their oldest: it may belong to a machine that went
 * to sleep without a word, and refusing the newest would lock the person out until that is noticed.
 */
@Injectable()
export class LiveStreams {
  private readonly open = new Map<string, Set<Subject<void>>>();
  private count = 0;

  /** Holds a place while it is subscribed to, and emits once when that is given to another. Throws `live.full`. */
  place(owner: string): Observable<void> {
    if (this.count >= STREAMS_OF_ALL && !this.open.has(owner)) throw full();
    return new Observable((subscriber) => {
      const replaced = new Subject<void>();
      const subscription = replaced.subscribe(subscriber);
      const own = this.open.get(owner) ?? new Set();
      this.open.set(owner, own.add(replaced));
      this.count += 1;
      for (const oldest of [...own].slice(0, Math.max(0, own.size - STREAMS_OF_ONE))) {
        this.forget(owner, oldest);
        oldest.next();
      }
      return () => {
        subscription.unsubscribe();
        this.forget(owner, replaced);
      };
    });
  }

  countOpen(): number {
    return this.count;
  }

  private forget(owner: string, stream: Subject<void>): void {
    const own = this.open.get(owner);
    if (!own?.delete(stream)) return;
    this.count -= 1;
    if (own.size === 0) this.open.delete(owner);
  }
}
