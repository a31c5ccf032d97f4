import { Injectable } from '@nestjs/common';
import { contrastOf, type ReaderLanguage, TEXT_CONTRAST } from '@rapport/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { newToken } from '../../platform/security/tokens.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { type AssetRow, AssetRepository } from './AssetRepository.js';
import { logoImageOf } from './logoImage.js';
import type { BrandingDto, LogoDto } from './SettingsDtos.js';
import { SettingsService } from './SettingsService.js';

const KIND = 'logo';
const KEPT = 20;
const SHOWN_WIDTH = 200;
const SHOWN_HEIGHT = 56;

/** How a workspace looks to the people it writes to: a logo and a colour, in mail and on the unsubscribe page. */
@Injectable()
export class BrandingService {
  constructor(
    private readonly settings: SettingsService,
    private readonly assets: AssetRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext): Promise<BrandingDto> {
    const [colour, logoId] = [
      await this.settings.valueInWorkspace(ctx, 'brandColour'),
      await this.settings.valueInWorkspace(ctx, 'brandLogo'),
    ];
    const isColourReadable = colour !== null && contrastOf(colour, '#ffffff') >= TEXT_CONTRAST;
    const language = (await this.settings.valueInWorkspace(ctx, 'readerLanguage')) as ReaderLanguage;
    return { colour, language, isColourReadable, logo: logoId === null ? null : await this.logoOf(ctx, logoId) };
  }

  async setColour(ctx: WorkspaceContext, colour: string | null): Promise<BrandingDto> {
    await this.settings.changeInWorkspace(ctx, { brandColour: colour });
    return this.get(ctx);
  }

  async setLogo(ctx: WorkspaceContext, open: () => Promise<Buffer>): Promise<BrandingDto> {
    const image = await logoImageOf(await open());
    const id = newToken();
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.assets.insert(ctx, KIND, { id, ...image }, nowIso(this.clock));
      await this.assets.keepNewest(ctx, KIND, KEPT);
      await this.settings.setInternal(ctx, 'brandLogo', id);
      return this.get(ctx);
    });
  }

  /** The image itself stays a while: messages that were sent show it. */
  async removeLogo(ctx: WorkspaceContext): Promise<BrandingDto> {
    await this.settings.setInternal(ctx, 'brandLogo', null);
    return this.get(ctx);
  }

  findPublicImage(ctx: Context, id: string): Promise<Pick<AssetRow, 'contentType' | 'content'> | null> {
    return this.assets.findPublic(ctx, id);
  }

  private async logoOf(ctx: WorkspaceContext, id: string): Promise<LogoDto | null> {
    const size = await this.assets.findSize(ctx, id);
    if (!size) return null;
    const scale = Math.min(1, SHOWN_WIDTH / size.width, SHOWN_HEIGHT / size.height);
    const shown = (pixels: number): number => Math.max(1, Math.round(pixels * scale));
    return { url: `${this.config.publicUrl}/media/${id}`, width: shown(size.width), height: shown(size.height) };
  }
}
