import { Injectable } from '@nestjs/common';
import {
  findTagUses,
  type MergeTag,
  mergeTagsFor,
  mergeValueOf,
  type TagUse,
  type TemplateProblem,
  type TemplateSource,
} from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { ContactService } from '../contacts/ContactService.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import { BrandingService } from '../settings/BrandingService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { MailBrand } from './rendering/baseLayout.js';
import type { CompiledTemplate } from './rendering/CompiledTemplate.js';
import type { RenderContact, RenderContext } from './rendering/RenderContext.js';
import type { MergeTagDto, PreviewTemplateDto, TemplatePreviewDto } from './TemplateDtos.js';
import type { TemplateVersionRow } from './TemplateRepository.js';

export type { CompiledTemplate } from './rendering/CompiledTemplate.js';
export type { RenderContact, RenderContext, RenderedMessage } from './rendering/RenderContext.js';

/** Compiled pages are some 50 kB each; the campaigns that send at one moment need few of them. */
const COMPILED_KEPT = 50;

/** The one renderer: previews, test messages and campaigns all come through here, so that they cannot differ. */
@Injectable()
export class TemplateRenderService {
  private readonly compiled = new Map<string, CompiledTemplate>();

  constructor(
    private readonly contacts: ContactService,
    private readonly customFields: CustomFieldService,
    private readonly workspaces: WorkspaceService,
    private readonly branding: BrandingService,
    private readonly clock: Clock,
  ) {}

  /**
   * Ready to render for any number of contacts. `subject` replaces the template's own (campaigns may do that; null does not).
   * Versions never change, so a compiled one is kept, for as long as the brand stays as it is.
   * @throws AppError `template.broken`
   */
  async compileVersion(ctx: WorkspaceContext, version: TemplateVersionRow, subject: string | null = null): Promise<CompiledTemplate> {
    const brand = await this.brandOf(ctx);
    const key = JSON.stringify([version.id, subject, brand]);
    const known = this.compiled.get(key);
    if (known) return known;
    const { compileTemplate } = await loadRenderer();
    const compiled = compileTemplate(sourceOf(version, subject), brand);
    if (this.compiled.size >= COMPILED_KEPT) this.compiled.delete(this.compiled.keys().next().value as string);
    this.compiled.set(key, compiled);
    return compiled;
  }

  /** What is wrong with a version, before the first message: for the preflight of a campaign. */
  async inspectVersion(ctx: WorkspaceContext, version: TemplateVersionRow, subject: string | null = null): Promise<TemplateProblem[]> {
    const { inspectTemplate } = await loadRenderer();
    return inspectTemplate(sourceOf(version, subject), await this.tags(ctx), await this.sampleContext(ctx), await this.brandOf(ctx))
      .problems;
  }

  /** Which tags a version uses, and which of them leave a gap when the value is missing. */
  tagUsesOf(version: TemplateVersionRow, subject: string | null = null): TagUse[] {
    return findTagUses(sourceOf(version, subject));
  }

  async preview(ctx: WorkspaceContext, input: PreviewTemplateDto): Promise<TemplatePreviewDto> {
    const contact = input.contactId ? await this.contacts.get(ctx, input.contactId) : null;
    const { inspectTemplate } = await loadRenderer();
    const { problems, rendered } = inspectTemplate(
      input,
      await this.tags(ctx),
      await this.sampleContext(ctx, contact ? renderContactOf(contact) : null),
      await this.brandOf(ctx),
    );
    const shown = rendered ?? { subject: '', preheader: '', html: '', text: '' };
    return {
      ...shown,
      problems,
      contact: contact ? { id: contact.id, displayName: contact.displayName } : null,
      sizeBytes: Buffer.byteLength(shown.html),
    };
  }

  async listMergeTags(ctx: WorkspaceContext): Promise<MergeTagDto[]> {
    return (await this.tags(ctx)).map(({ tag, label, example, group }) => ({ tag, label, example, group }));
  }

  private async tags(ctx: WorkspaceContext): Promise<MergeTag[]> {
    return mergeTagsFor(await this.customFields.list(ctx));
  }

  private async brandOf(ctx: WorkspaceContext): Promise<MailBrand> {
    const { colour, logo } = await this.branding.get(ctx);
    return { name: (await this.workspaces.require(ctx)).name, colour, logo };
  }

  /** Everything but the contact is real; the unsubscribe link of a preview leads to a page that explains itself. */
  private async sampleContext(ctx: WorkspaceContext, contact: RenderContact | null = null): Promise<RenderContext> {
    const workspace = await this.workspaces.get(ctx);
    return {
      contact: contact ?? SAMPLE_CONTACT,
      sender: { name: workspace.defaultFromName ?? workspace.name, email: workspace.defaultFromEmail ?? 'sender@example.com' },
      workspace: { name: workspace.name, postalAddress: workspace.postalAddress, timeZone: workspace.timeZone },
      unsubscribeUrl: 'https://example.com/u/preview',
      sentAt: this.clock.now(),
    };
  }
}

/** CSS inliner, sanitiser and text converter are a quarter of what the server would load at boot; nobody renders in that moment. */
async function loadRenderer(): Promise<typeof import('./rendering/renderer.js')> {
  return import('./rendering/renderer.js');
}

const SAMPLE_CONTACT: RenderContact = {
  firstName: 'Ada',
  lastName: 'Example',
  email: 'ada@example.com',
  phone: '+1 555 0100',
  company: 'Example Works',
  customFields: {},
};

function sourceOf(version: TemplateVersionRow, subject: string | null): TemplateSource {
  return { subject: subject ?? version.subject, preheader: version.preheader, bodyHtml: version.bodyHtml, signature: version.signature };
}

type StoredContact = Awaited<ReturnType<ContactService['get']>>;

function renderContactOf({ firstName, lastName, primaryEmail, primaryPhone, company, customFields }: StoredContact): RenderContact {
  const values = customFields.map(({ fieldName, fieldType, value }) => [fieldName, mergeValueOf(fieldType, value)]);
  return {
    firstName,
    lastName,
    email: primaryEmail,
    phone: primaryPhone,
    company,
    customFields: Object.fromEntries(values) as RenderContact['customFields'],
  };
}
