import { Injectable } from '@nestjs/common';
import {
  type BlockDocument,
  checkTemplate,
  foldedLine,
  hasErrors,
  holdsSnippet,
  type MergeTag,
  type TemplateProblem,
  type TemplateSource,
} from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { Clock } from '../../platform/time/Clock.js';
import { BrandingService } from '../settings/BrandingService.js';
import { SnippetFillService } from '../snippets/SnippetFillService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { MailBrand } from './rendering/baseLayout.js';
import type { CompiledDocument } from './rendering/CompiledDocument.js';
import { compileText } from './rendering/compileText.js';
import { MessageTemplate } from './rendering/MessageTemplate.js';
import type { RenderContact, RenderContext, RenderedMessage } from './rendering/RenderContext.js';
import type { RenderResults, RenderTask } from './rendering/renderTasks.js';
import { renderScope } from './rendering/renderScope.js';
import { RenderPool } from './rendering/RenderPool.js';
import { type BodyInput, bodyOf, readDocument, storedDocument, type TemplateBody } from './templateBody.js';
import { LONGEST_BODY, LONGEST_SIGNATURE, type MergeTagDto, type PreviewTemplateDto, type TemplatePreviewDto } from './TemplateDtos.js';
import { RenderContacts } from './RenderContacts.js';
import { bodyTooLong, templateRunaway } from './templateErrors.js';
import type { TemplateVersionRow } from './TemplateRepository.js';

/** Compiled pages are some 50 kB each; the campaigns that send at one moment need few of them. */
const COMPILED_KEPT = 50;

interface TriedText {
  readonly problems: TemplateProblem[];
  readonly text: string | null;
}

/** The one renderer: previews, test messages and campaigns all come through here, so that they cannot differ. */
@Injectable()
export class TemplateRenderService {
  private readonly compiled = new Map<string, MessageTemplate>();

  constructor(
    private readonly contacts: RenderContacts,
    private readonly snippets: SnippetFillService,
    private readonly workspaces: WorkspaceService,
    private readonly branding: BrandingService,
    private readonly threads: RenderPool,
    private readonly clock: Clock,
  ) {}

  /**
   * Ready to render for any number of contacts. `subject` replaces the template's own (campaigns may do that; null does not).
   * Versions never change, so a compiled one is kept, for as long as the brand stays as it is. `marksLinks`: see tracking/linkMarks.ts.
   * @throws AppError `template.broken`, `template.tooSlow`
   */
  async compileVersion(
    ctx: WorkspaceContext,
    version: TemplateVersionRow,
    subject: string | null = null,
    marksLinks = false,
  ): Promise<MessageTemplate> {
    const brand = await this.brandOf(ctx);
    const key = JSON.stringify([version.id, subject, brand, marksLinks]);
    const known = this.compiled.get(key);
    if (known) return known;
    const document = await this.threads.run(ctx, { kind: 'compile', source: sourceOf(version, subject), brand, marksLinks });
    const plain = document.isPlain ? (await loadRenderer()).CompiledTemplate.of(document) : null;
    const compiled = new MessageTemplate(document, plain, (context) => this.renderAside(ctx, key, document, context));
    return this.keep(key, compiled);
  }

  /**
   * A text message, ready to render: what comes out is in `text`, with one line end behind it.
   * @throws AppError `template.broken`
   */
  async compileText(ctx: WorkspaceContext, words: string): Promise<MessageTemplate> {
    const key = JSON.stringify(['text', words]);
    const known = this.compiled.get(key);
    if (known) return known;
    const document = compileText(words);
    const parsed = (await loadRenderer()).CompiledTemplate.of(document);
    return this.keep(
      key,
      new MessageTemplate(document, document.isPlain ? parsed : null, (context) => this.renderAside(ctx, key, document, context)),
    );
  }

  /** What is wrong with the words of a text message, whatever they are filled in with. */
  async inspectText(ctx: WorkspaceContext, words: string): Promise<TemplateProblem[]> {
    return (await this.tryText(ctx, words, await this.tags(ctx), await this.sampleContext(ctx))).problems;
  }

  /** What is wrong with a version, before the first message: for the preflight of a campaign. */
  async inspectVersion(ctx: WorkspaceContext, version: TemplateVersionRow, subject: string | null = null): Promise<TemplateProblem[]> {
    const source = { ...sourceOf(version, subject), document: storedDocument(version.document) };
    return (await this.inspect(ctx, source, null)).problems;
  }

  /** @throws AppError when it takes too long or too much memory: such a template is not even stored. Everything else may be a draft. */
  async refuseRunaway(ctx: WorkspaceContext, source: TemplateSource): Promise<void> {
    const { problems } = await this.inspect(ctx, { ...source, document: null }, null);
    const runaway = problems.find(({ code, severity }) => severity === 'error' && RUNAWAY.includes(code));
    if (runaway) throw templateRunaway(runaway);
  }

  /**
   * A document of blocks as it is stored: with the HTML that campaigns send. Null for none.
   * @throws AppError with the path of each field that is wrong, `template.tooSlow`, …
   */
  async compileBlocks(ctx: WorkspaceContext, given: Readonly<Record<string, unknown>> | null | undefined): Promise<TemplateBody | null> {
    if (!given) return null;
    // Each snippet is short enough, and all of them together may be too long.
    const document = readDocument(await this.snippets.fillDocument(ctx, readDocument(given)));
    const bodyHtml = await this.threads.run(ctx, { kind: 'blocks', document });
    return { kind: 'blocks', document: JSON.stringify(document), bodyHtml };
  }

  /** MJML that a person brought, as HTML. @throws AppError `template.tooSlow`, … */
  compileMjml(ctx: WorkspaceContext, source: string): Promise<RenderResults['mjml']> {
    return this.threads.run(ctx, { kind: 'mjml', source });
  }

  /**
   * What a request says, with what its snippets say.
   * @throws AppError `template.tooLong`
   */
  async fill<Input extends BodyInput & { readonly signature?: string | null }>(ctx: WorkspaceContext, input: Input): Promise<Input> {
    if (!holdsSnippet(`${input.bodyHtml ?? ''}${input.signature ?? ''}`)) return input;
    const [bodyHtml, signature] = await this.snippets.fill(ctx, [input.bodyHtml ?? '', input.signature ?? ''] as const);
    if (bodyHtml.length > LONGEST_BODY) throw bodyTooLong('bodyHtml', LONGEST_BODY);
    if (signature.length > LONGEST_SIGNATURE) throw bodyTooLong('signature', LONGEST_SIGNATURE);
    return { ...input, ...(input.bodyHtml === undefined ? {} : { bodyHtml }), ...(input.signature ? { signature } : {}) };
  }

  async preview(ctx: WorkspaceContext, given: PreviewTemplateDto): Promise<TemplatePreviewDto> {
    const input = await this.fill(ctx, given);
    const contact = input.contactId ? await this.contacts.get(ctx, input.contactId) : null;
    const body = bodyOf(input, null, await this.compileBlocks(ctx, input.document));
    const source = { ...input, bodyHtml: body.bodyHtml, document: storedDocument(body.document) };
    const { problems, rendered } = await this.inspect(ctx, source, contact?.values ?? null);
    const shown = rendered ?? { subject: '', preheader: '', html: '', text: '' };
    return {
      ...shown,
      problems: problems.map((found) => atWrittenLine(source, found)),
      contact: contact ? { id: contact.id, displayName: contact.displayName } : null,
      sizeBytes: Buffer.byteLength(shown.html),
    };
  }

  /** What one person writes to this contact, at this address: without the footer of mass mail. `rendered` is null where `problems` say why. */
  async writePersonal(
    ctx: WorkspaceContext,
    contactId: string,
    source: TemplateSource,
    values: Pick<RenderContext, 'sender' | 'unsubscribeUrl'> & { readonly email: string },
  ): Promise<RenderResults['inspect']> {
    const { values: contact } = await this.contacts.get(ctx, contactId);
    const { sender, unsubscribeUrl, email } = values;
    return this.inspect(ctx, source, { ...contact, email }, { sender, unsubscribeUrl });
  }

  /** The same for a text to one of their phones. `text` is null where `problems` say why. */
  async writePersonalText(ctx: WorkspaceContext, contactId: string, words: string, phone: string): Promise<TriedText> {
    const { values: contact } = await this.contacts.get(ctx, contactId);
    const context = { ...(await this.sampleContext(ctx, { ...contact, phone })), unsubscribeUrl: '' };
    return this.tryText(ctx, words, withValues(await this.tags(ctx), context), context);
  }

  private async tryText(ctx: WorkspaceContext, words: string, tags: readonly MergeTag[], context: RenderContext): Promise<TriedText> {
    const problems = checkTemplate({ subject: words, bodyHtml: '-' }, tags);
    if (hasErrors(problems)) return { problems, text: null };
    try {
      return { problems, text: (await (await this.compileText(ctx, words)).render(context)).text.trim() };
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error;
      return { problems: [...problems, { code: error.code, severity: 'error', field: 'subject', message: error.message }], text: null };
    }
  }

  /** A template that cannot be processed has that as its problem; only a busy server is an error of the request. */
  private async inspect(
    ctx: WorkspaceContext,
    { subject, preheader, bodyHtml, signature, document }: TemplateSource & { readonly document?: BlockDocument | null },
    contact: RenderContact | null,
    personal: Pick<RenderContext, 'sender' | 'unsubscribeUrl'> | null = null,
  ): Promise<RenderResults['inspect']> {
    const context = { ...(await this.sampleContext(ctx, contact)), ...personal };
    const tags = await this.tags(ctx);
    const task: RenderTask = {
      kind: 'inspect',
      source: { subject, preheader: preheader ?? null, bodyHtml, signature: signature ?? null },
      document: document ?? null,
      tags: personal ? withValues(tags, context) : tags,
      context,
      brand: { ...(await this.brandOf(ctx)), ...(personal ? { isPersonal: true } : {}) },
    };
    try {
      return await this.threads.run(ctx, task);
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error;
      return { problems: [{ code: error.code, severity: 'error', field: 'bodyHtml', message: error.message }], rendered: null };
    }
  }

  private keep(key: string, compiled: MessageTemplate): MessageTemplate {
    if (this.compiled.size >= COMPILED_KEPT) this.compiled.delete(this.compiled.keys().next().value as string);
    this.compiled.set(key, compiled);
    return compiled;
  }

  private async renderAside(
    ctx: WorkspaceContext,
    key: string,
    document: CompiledDocument,
    context: RenderContext,
  ): Promise<RenderedMessage> {
    const known = await this.threads.run(ctx, { kind: 'render', key, document: null, context });
    const rendered = known ?? (await this.threads.run(ctx, { kind: 'render', key, document, context }));
    return rendered as RenderedMessage;
  }

  async listMergeTags(ctx: WorkspaceContext): Promise<MergeTagDto[]> {
    return (await this.tags(ctx)).map(({ tag, label, example, group }) => ({ tag, label, example, group }));
  }

  private tags(ctx: WorkspaceContext): Promise<MergeTag[]> {
    return this.contacts.tags(ctx);
  }

  private async brandOf(ctx: WorkspaceContext): Promise<MailBrand> {
    const { colour, logo, language } = await this.branding.get(ctx);
    return { name: (await this.workspaces.require(ctx)).name, colour, logo, language };
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

/** Liquid is a tenth of what the server would load at boot; nobody sends in that moment. */
async function loadRenderer(): Promise<typeof import('./rendering/CompiledTemplate.js')> {
  return import('./rendering/CompiledTemplate.js');
}

const RUNAWAY = ['template.tooSlow', 'template.tooLarge', 'template.limitReached'];

const SAMPLE_CONTACT: RenderContact = {
  firstName: 'Ada',
  lastName: 'Example',
  email: 'ada@example.com',
  phone: '+1 555 0100',
  company: 'Example Works',
  customFields: {},
};

/** To one person only what they lack leaves a gap. */
function withValues(tags: readonly MergeTag[], context: RenderContext): MergeTag[] {
  const scope = renderScope(context);
  return tags.map((tag) => (valueAt(scope, tag.tag) === null ? tag : { ...tag, canBeEmpty: false }));
}

function valueAt(scope: object, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | null)?.[name] ?? null, scope);
}

function sourceOf(version: TemplateVersionRow, subject: string | null): TemplateSource {
  return { subject: subject ?? version.subject, preheader: version.preheader, bodyHtml: version.bodyHtml, signature: version.signature };
}

/** A problem in a snippet is told where its tag is written. */
function atWrittenLine(source: TemplateSource, found: TemplateProblem): TemplateProblem {
  const text = found.field === 'bodyHtml' ? source.bodyHtml : found.field === 'signature' ? source.signature : null;
  return found.line === undefined || !text ? found : { ...found, line: foldedLine(text, found.line) };
}
