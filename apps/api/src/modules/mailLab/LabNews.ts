import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LiveEvents } from '../../platform/live/LiveEvents.js';

/** A campaign fills the mailbox with hundreds of messages a second; an open page needs to hear of it twice a second at most. */
const QUIET_MS = 500;

/** Tells open pages that the mailbox has changed: at once, then after each quiet time in which something happened. */
@Injectable()
export class LabNews implements OnApplicationShutdown {
  private readonly waiting = new Map<string, { timer: NodeJS.Timeout; hasMore: boolean }>();

  constructor(private readonly live: LiveEvents) {}

  changed(workspaceId: string): void {
    const waiting = this.waiting.get(workspaceId);
    if (waiting) waiting.hasMore = true;
    else this.tell(workspaceId);
  }

  onApplicationShutdown(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private tell(workspaceId: string): void {
    this.live.publish(workspaceId, { type: 'mailLab.changed', id: workspaceId });
    const timer = setTimeout(() => this.quietOver(workspaceId), QUIET_MS);
    timer.unref();
    this.waiting.set(workspaceId, { timer, hasMore: false });
  }

  private quietOver(workspaceId: string): void {
    const hasMore = this.waiting.get(workspaceId)?.hasMore ?? false;
    this.waiting.delete(workspaceId);
    if (hasMore) this.tell(workspaceId);
  }
}
