import { Injectable } from '@nestjs/common';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AppConfig } from '../config/AppConfig.js';
import { AppError } from './AppError.js';
import { webRoot } from './webRoot.js';

/** The page of the dashboard, which is the same at each of its addresses. */
@Injectable()
export class DashboardPage {
  private page: string | null = null;

  constructor(private readonly config: AppConfig) {}

  /** HTML. Throws `dashboard.notBuilt` (503) when there is none yet. */
  read(): string {
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
