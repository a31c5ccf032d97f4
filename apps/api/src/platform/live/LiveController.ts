import { type MessageEvent, Req, Sse } from '@nestjs/common';
import { ApiProduces, ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { concatMap, filter, interval, last, map, merge, type Observable, share, startWith, take, takeUntil } from 'rxjs';
import type { Actor, WorkspaceContext } from '../context/Context.js';
import { Ctx } from '../context/Ctx.js';
import { RawResponse } from '../http/EnvelopeInterceptor.js';
import { Allow, NeedsScope, WorkspaceController } from '../http/routes.js';
import { OpenAccess } from '../security/OpenAccess.js';
import { LiveEvents } from './LiveEvents.js';
import { LiveStreams } from './LiveStreams.js';

/** Proxies drop a silent connection after about a minute. */
const HEARTBEAT_MS = 25_000;
/** So long at most a stream goes on after the session, key, role or membership behind it has ended. */
const LOOK_AGAIN_MS = 5_000;

@WorkspaceController('events')
export class LiveController {
  constructor(
    private readonly liveEvents: LiveEvents,
    private readonly streams: LiveStreams,
    private readonly access: OpenAccess,
  ) {}

  @Sse()
  @RawResponse()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @ApiProduces('text/event-stream')
  @ApiResponse({
    status: 200,
    description:
      'Server-sent events. Of the workspace: `import.progress`, `contacts.bulk`, `campaign.progress`, `campaign.changed`, `campaign.comments`, `mailLab.changed`, `removal.progress`. Of the signed-in person alone, in every stream of theirs: `audit.verifying`. Of the stream itself: `heartbeat`, `replaced`',
    schema: { type: 'string' },
  })
  streamEvents(@Ctx() ctx: WorkspaceContext, @Req() request: FastifyRequest): Observable<MessageEvent> {
    const events = this.liveEvents.stream({ workspaceId: ctx.workspaceId, userId: ctx.actor.type === 'user' ? ctx.actor.userId : null });
    const closed = events.pipe(last(null, null));
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      startWith(0),
      map(() => ({ type: 'heartbeat', data: {} })),
    );
    const isStillOpen = this.access.recheckOf(ctx, request, 'workspace:read');
    const shutOut = interval(LOOK_AGAIN_MS).pipe(
      concatMap(isStillOpen),
      filter((isOpen) => !isOpen),
    );
    const replaced = this.streams.place(ownerOf(ctx.actor)).pipe(take(1), share());
    // Told before it ends, so that the page does not take its place back at once.
    const goodbye = replaced.pipe(map(() => ({ type: 'replaced', data: {} })));
    const news = merge(events.pipe(map((event) => ({ type: event.type, data: event }))), heartbeat);
    return merge(news.pipe(takeUntil(replaced)), goodbye).pipe(takeUntil(merge(closed, shutOut)));
  }
}

function ownerOf(actor: Actor): string {
  switch (actor.type) {
    case 'user':
      return `user:${actor.userId}`;
    case 'key':
      return `key:${actor.keyId}`;
    case 'job':
    case 'public':
    case 'system':
      return actor.type;
  }
}
