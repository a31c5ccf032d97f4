import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, SetMetadata, StreamableFile } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';

const RAW = 'rapport:raw';

/** Marks a handler whose answer is not JSON in the envelope: a page, a file, a stream of events. */
export const RawResponse = (): MethodDecorator & ClassDecorator => SetMetadata(RAW, true);

/** Every JSON answer is `{ data, error: null }`. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isRaw = this.reflector.getAllAndOverride<boolean | undefined>(RAW, [context.getHandler(), context.getClass()]);
    if (isRaw) return next.handle();
    return next.handle().pipe(map((data: unknown) => (data instanceof StreamableFile ? data : { data: data ?? null, error: null })));
  }
}
