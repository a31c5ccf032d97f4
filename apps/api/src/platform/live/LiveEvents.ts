import { Observable, Subject } from 'rxjs';

/** Something a dashboard that is open right now wants to know. Small: it carries ids and counts, never addresses or bodies. */
export interface LiveEvent {
  readonly type: string;
  readonly id: string;
  readonly [key: string]: unknown;
}

/** Everyone who has this workspace open, or one person wherever they are signed in. */
export type LiveAddress = { readonly workspaceId: string } | { readonly userId: string };

/** Whose stream it is. Null: a program, which gets no news of the person who made its key. */
export interface LiveReader {
  readonly workspaceId: string;
  readonly userId: string | null;
}

interface Addressed {
  readonly address: LiveAddress;
  readonly event: LiveEvent;
}

/** Best-effort news for open pages; a lost one is made good by the next or by a reload. Never a source of truth. */
export abstract class LiveEvents {
  private readonly events = new Subject<Addressed>();

  /** To a workspace. Call after the commit of what it tells (afterCommit). */
  publish(workspaceId: string, event: LiveEvent): void {
    this.send({ workspaceId }, event);
  }

  /** To one person alone: in all their tabs, whichever workspace these show, so the event names the workspace it is about. */
  publishToUser(userId: string, event: LiveEvent): void {
    this.send({ userId }, event);
  }

  stream(reader: LiveReader): Observable<LiveEvent> {
    return new Observable((subscriber) =>
      this.events.subscribe({
        next: ({ address, event }) => {
          if (isFor(reader, address)) subscriber.next(event);
        },
        complete: () => subscriber.complete(),
      }),
    );
  }

  protected abstract send(address: LiveAddress, event: LiveEvent): void;

  protected deliver(address: LiveAddress, event: LiveEvent): void {
    this.events.next({ address, event });
  }

  /** Ends every open stream, so that the server can stop. */
  async close(): Promise<void> {
    this.events.complete();
  }
}

function isFor(reader: LiveReader, address: LiveAddress): boolean {
  return 'userId' in address ? reader.userId === address.userId : reader.workspaceId === address.workspaceId;
}

/** One process: sent is delivered. */
export class InProcessLiveEvents extends LiveEvents {
  protected send(address: LiveAddress, event: LiveEvent): void {
    this.deliver(address, event);
  }
}
