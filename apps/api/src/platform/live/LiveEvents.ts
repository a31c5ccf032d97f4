import { Observable, Subject } from 'rxjs';

/** Something a dashboard that is open right now wants to know. Small: it carries ids and counts, never addresses or bodies. */
export interface LiveEvent {
  readonly type: string;
  readonly id: string;
  readonly [key: string]: unknown;
}

interface Addressed {
  readonly workspaceId: string;
  readonly event: LiveEvent;
}

/** Best-effort news for open pages; a lost one is made good by the next or by a reload. Never a source of truth. */
export abstract class LiveEvents {
  private readonly events = new Subject<Addressed>();

  /** Call after the commit of what it tells (afterCommit). */
  abstract publish(workspaceId: string, event: LiveEvent): void;

  stream(workspaceId: string): Observable<LiveEvent> {
    return new Observable((subscriber) =>
      this.events.subscribe({
        next: (addressed) => {
          if (addressed.workspaceId === workspaceId) subscriber.next(addressed.event);
        },
        complete: () => subscriber.complete(),
      }),
    );
  }

  protected deliver(workspaceId: string, event: LiveEvent): void {
    this.events.next({ workspaceId, event });
  }

  /** Ends every open stream, so that the server can stop. */
  async close(): Promise<void> {
    this.events.complete();
  }
}

/** One process: publish is deliver. */
export class InProcessLiveEvents extends LiveEvents {
  publish(workspaceId: string, event: LiveEvent): void {
    this.deliver(workspaceId, event);
  }
}
