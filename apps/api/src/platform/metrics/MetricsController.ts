import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { AppConfig } from '../config/AppConfig.js';
import { AppError } from '../http/AppError.js';
import { RawResponse } from '../http/EnvelopeInterceptor.js';
import { Public } from '../http/routes.js';
import { Metrics } from './Metrics.js';

/** Whoever may read the figures: the holder of METRICS_TOKEN, or with METRICS=loopback a program on this machine. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(private readonly config: AppConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { metrics } = this.config;
    switch (metrics.kind) {
      case 'off':
        throw notHere();
      case 'loopback':
        if (!isDirectlyFromHere(request)) throw notHere();
        return true;
      case 'token':
        if (!isSame(request.headers.authorization ?? '', `Bearer ${metrics.token}`)) throw tokenNeeded();
        return true;
    }
  }
}

@ApiExcludeController()
@Controller('metrics')
@UseGuards(MetricsGuard)
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Public()
  @RawResponse()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  readMetrics(): Promise<string | null> {
    return this.metrics.read();
  }
}

/** A proxy on the same machine makes everyone come from the loopback; it leaves its mark, though. */
function isDirectlyFromHere({ headers, socket }: FastifyRequest): boolean {
  const isForwarded = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'].some((name) => headers[name] !== undefined);
  return !isForwarded && ipaddr.process(socket.remoteAddress ?? '0.0.0.0').range() === 'loopback';
}

/** In constant time, whatever the lengths. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

const notHere = (): AppError => new AppError('route.notFound', 404, 'There is nothing at this address. Check the path against /api/docs.');

const tokenNeeded = (): AppError =>
  new AppError('metrics.tokenNeeded', 401, 'Send the token of METRICS_TOKEN as "Authorization: Bearer <token>".');
