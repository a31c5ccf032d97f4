import { type MessageEvent, Sse } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { concatMap, filter, interval, map, merge, type Observable, takeUntil, last, startWith } from 'rxjs';
import type { WorkspaceContext } from '../context/Context.js';
import { Ctx } from '../context/Ctx.js';
import { RawResponse } from '../http/EnvelopeInterceptor.js';
import { Allow, NeedsScope, WorkspaceController } from '../http/routes.js';
import { OpenAccess } from '../security/OpenAccess.js';
import { LiveEvents } from './LiveEvents.js';

/** Proxies drop a silent connection after about a minute. */
const HEARTBEAT_MS = 25_000;
/** So long at most somebody goes on hearing after their session, key or membership has ended. */
const LOOK_AGAIN_MS = 5_000;

@WorkspaceController('events')
export class LiveController {
  constructor(
    private readonly liveEvents: LiveEvents,
    private readonly access: OpenAccess,
  ) {}

  @Sse()
  @RawResponse()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ApiExcludeEndpoint()
  streamEvents(@Ctx() ctx: WorkspaceContext): Observable<MessageEvent> {
    const events = this.liveEvents.stream(ctx.workspaceId);
    const closed = events.pipe(last(null, null));
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      startWith(0),
      map(() => ({ type: 'heartbeat', data: {} })),
    );
    const shutOut = interval(LOOK_AGAIN_MS).pipe(
      concatMap(() => this.access.isStillOpen(ctx)),
      filter((isOpen) => !isOpen),
    );
    return merge(events.pipe(map((event) => ({ type: event.type, data: event }))), heartbeat).pipe(takeUntil(merge(closed, shutOut)));
  }
}
