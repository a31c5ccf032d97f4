import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AppConfig } from '../config/AppConfig.js';
import { AppError } from './AppError.js';
import { RawResponse } from './EnvelopeInterceptor.js';
import { routeNotFound } from './requestErrors.js';
import { isPage } from './requestHooks.js';
import { Public } from './routes.js';
import { webRoot } from './webRoot.js';

/** The dashboard's own router decides about every other path, so each gets the same page. */
@ApiExcludeController()
@Controller()
export class SpaController {
  private page: string | null = null;

  constructor(private readonly config: AppConfig) {}

  @Get('*')
  @Public()
  @RawResponse()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!isPage(request)) throw routeNotFound();
    void reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-cache').send(this.read());
  }

  private read(): string {
    const file = path.join(webRoot, 'index.html');
    if (!existsSync(file))
      throw new AppError(
        'dashboard.notBuilt',
        503,
        'The dashboard has not been built. Run "npm run build", or use "npm start", which does it.',
      );
    this.page ??= placedAt(this.config.basePath, readFileSync(file, 'utf8'));
    return this.page;
  }
}

/** The page is served for addresses of any depth, so what it loads is named from the root of the host; the path of the installation too. */
function placedAt(basePath: string, page: string): string {
  return page
    .replace(/\b(src|href)="\.\//g, `$1="${basePath}/`)
    .replace('<meta name="rapport-base" content="" />', `<meta name="rapport-base" content="${basePath}" />`);
}
