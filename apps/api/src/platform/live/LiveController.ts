import { type MessageEvent, Sse } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { interval, map, merge, type Observable, takeUntil, last, startWith } from 'rxjs';
import type { WorkspaceContext } from '../context/Context.js';
import { Ctx } from '../context/Ctx.js';
import { RawResponse } from '../http/EnvelopeInterceptor.js';
import { Allow, NeedsScope, WorkspaceController } from '../http/routes.js';
import { LiveEvents } from './LiveEvents.js';

/** Proxies drop a silent connection after about a minute. */
const HEARTBEAT_MS = 25_000;

@WorkspaceController('events')
export class LiveController {
  constructor(private readonly liveEvents: LiveEvents) {}

  @Sse()
  @RawResponse()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ApiExcludeEndpoint()
  streamEvents(@Ctx() ctx: WorkspaceContext): Observable<MessageEvent> {
    const events = this.liveEvents.stream(ctx.workspaceId);
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      startWith(0),
      takeUntil(events.pipe(last(null, null))),
      map(() => ({ type: 'heartbeat', data: {} })),
    );
    return merge(events.pipe(map((event) => ({ type: event.type, data: event }))), heartbeat);
  }
}
