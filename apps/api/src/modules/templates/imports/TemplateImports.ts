import { Injectable } from '@nestjs/common';
import { type Block, type BlockDocument, type BlockRow, readBlockDocument } from '@rapport/common';
import { Readable } from 'node:stream';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import { ImageService } from '../../assets/ImageService.js';
import type { PreparedImage } from '../../assets/public.js';
import { TemplateRenderService } from '../TemplateRenderService.js';
import type { TemplateDto } from '../TemplateDtos.js';
import { TemplateService, type WrittenTemplate } from '../TemplateService.js';
import { decodeText } from './decodeText.js';
import { translateTags } from './foreignTags.js';
import { ImportedImages } from './ImportedImages.js';
import { imageRefused, importTooLarge, mjmlBroken, textTooLarge } from './importErrors.js';
import { findingsOf } from './importFindings.js';
import { importLimits } from './importLimits.js';
import type { OpenImport } from './importUpload.js';
import { mjmlToBlocks, readMjmlHead } from './mjmlBlocks.js';
import { applyEdits, readMarkup } from './readMarkup.js';
import type { ImportTemplateQuery, RehearseImportQuery, TemplateImportPlanDto } from './TemplateImportDtos.js';
import { TemplatePackage } from './TemplatePackage.js';

type AddressOf = (key: string) => string;

interface Plan {
  readonly told: TemplateImportPlanDto;
  readonly preheader: string;
  readonly images: ImportedImages;
  /** The message once its images have addresses. */
  readonly write: (addressOf: AddressOf) => { readonly document: BlockDocument } | { readonly html: string };
}

/** Where images are while the message is tried: as long as an address of the library. */
const TRIED = `https://images.example.com/a/${'x'.repeat(43)}`;

const EMBEDDED = /\bdata:[^"'\s)<>]*/gi;

/** Messages from elsewhere become templates: told first, made at once or not at all. */
@Injectable()
export class TemplateImports {
  constructor(
    private readonly templates: TemplateService,
    private readonly rendering: TemplateRenderService,
    private readonly images: ImageService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What an import would make. Nothing is kept. @throws AppError `templateImport.…` for what cannot be imported */
  async rehearse(ctx: WorkspaceContext, open: OpenImport, query: RehearseImportQuery): Promise<TemplateImportPlanDto> {
    const plan = await this.plan(ctx, open, query.document);
    await this.written(ctx, plan, { name: plan.told.name, subject: plan.told.subject }, () => TRIED);
    return plan.told;
  }

  /** The template with its images, or neither. */
  async run(ctx: WorkspaceContext, open: OpenImport, query: ImportTemplateQuery): Promise<TemplateDto> {
    const plan = await this.plan(ctx, open, query.document);
    const named = { name: query.name ?? plan.told.name, subject: query.subject ?? plan.told.subject };
    await this.templates.requireFreeName(ctx, named.name);
    const prepared = new Map<string, PreparedImage>();
    try {
      for (const image of plan.images.all) {
        const bytes = await plan.images.load(image.key);
        const incoming = { name: image.name, stream: Readable.from([bytes]), isCutOff: () => false };
        prepared.set(
          image.key,
          await this.images
            .prepare(ctx, () => Promise.resolve(incoming))
            .catch((error: unknown) => {
              throw error instanceof AppError ? imageRefused(image.name, error) : error;
            }),
        );
      }
      const written = await this.written(ctx, plan, named, (key) => prepared.get(key)?.url ?? '');
      return await this.unitOfWork.run(ctx, async (ctx) => {
        for (const { key, alt } of plan.images.all) {
          const image = prepared.get(key);
          if (image) await this.images.keep(ctx, image, alt || null);
        }
        return this.templates.add(ctx, written, { importedFrom: plan.told.document });
      });
    } catch (error) {
      for (const image of prepared.values()) await this.images.discard(image);
      throw error;
    }
  }

  private async plan(ctx: WorkspaceContext, open: OpenImport, chosen: string | undefined): Promise<Plan> {
    const files = await TemplatePackage.open(await open());
    const document = files.choose(chosen);
    const bytes = await files.read(document);
    if (bytes.length > importLimits.documentBytes) throw importTooLarge();
    const decoded = decodeText(bytes);
    // What is far too long is not read: reading takes its time on the event loop.
    const bare = decoded.text.replace(EMBEDDED, '').length;
    if (bare > importLimits.characters * 2) throw textTooLarge(bare);
    const known = (await this.rendering.listMergeTags(ctx)).map(({ tag }) => tag);
    const fields = known.flatMap((tag) => (tag.startsWith('custom.') ? tag.slice('custom.'.length) : []));
    const { text, tags } = translateTags(decoded.text.replaceAll('\0', ''), fields, (tag) => known.includes(tag));
    const images = new ImportedImages(files, document);
    const isMjml = /\.mjml$/i.test(document) || /<mjml[\s>]/i.test(text.slice(0, 4_000));
    const message = isMjml ? await this.readMjml(ctx, text, images) : await readHtml(text, images);
    const { title, removed, characters, kind, notBlocks, preheader, write } = message;
    if (characters > importLimits.characters) throw textTooLarge(characters);
    const name = (title || (document.split('/').at(-1) ?? '').replace(/\.\w+$/, '')).replace(/\{[{%].*$/s, '').trim();
    const told: TemplateImportPlanDto = {
      ...{ documents: [...files.documents], document, kind, notBlocks, name: name.slice(0, 120) || 'Imported template' },
      ...{ subject: title.slice(0, 500), characters },
      images: images.all.map(({ name, path, alt, bytes }) => ({ name, path, alt, bytes })),
      tags: tags.map((tag) => ({ ...tag })),
      findings: findingsOf({ decoded, removed, images, tags, includes: message.includes, mjml: message.unknown }),
    };
    return { told, preheader, images, write };
  }

  private async readMjml(ctx: WorkspaceContext, text: string, images: ImportedImages): Promise<ReadMessage> {
    const source = text.replace(/<mj-include\b[^<>]{0,1000}(?:\/>|>\s{0,100}<\/mj-include>|>)/gi, '');
    if (source.length > importLimits.characters * 3) throw textTooLarge(source.length);
    const { title, preview } = readMjmlHead(source);
    const head = { title, preheader: preview, includes: source === text ? 0 : 1 };
    const blocks = source.length === text.length ? mjmlToBlocks(source) : { why: '<mj-include>' };
    if ('document' in blocks) {
      const keys = new Map<string, string | null>();
      for (const { block } of blocksOf(blocks.document))
        if (block.kind === 'image') keys.set(block.src, await images.take(block.src, block.alt));
      const write: Plan['write'] = (addressOf) => ({
        document: placeImages(blocks.document, (src) => placed(keys.get(src), src, addressOf)),
      });
      const characters = JSON.stringify(blocks.document).length;
      return { ...head, ...{ kind: 'blocks', notBlocks: null, characters, removed: new Map(), unknown: [], write } };
    }
    const compiled = await this.rendering.compileMjml(ctx, source);
    if ('problem' in compiled) throw mjmlBroken(compiled.problem);
    const message = await readHtml(compiled.html, images);
    return { ...message, ...head, notBlocks: blocks.why.slice(0, 300), unknown: compiled.unknown };
  }

  /** Ready to be stored: compiled, and tried as every template is. */
  private async written(
    ctx: WorkspaceContext,
    plan: Plan,
    name: { readonly name: string; readonly subject: string },
    addressOf: AddressOf,
  ): Promise<WrittenTemplate> {
    const message = plan.write(addressOf);
    const head = { ...name, preheader: plan.preheader.slice(0, 500) };
    const written: WrittenTemplate =
      'html' in message
        ? { ...head, kind: 'html', ...(await this.rendering.fill(ctx, { bodyHtml: message.html })) }
        : { ...head, bodyHtml: '', ...(await this.rendering.compileBlocks(ctx, { ...message.document })) };
    await this.rendering.refuseRunaway(ctx, written);
    return written;
  }
}

interface ReadMessage {
  readonly title: string;
  readonly preheader: string;
  readonly kind: 'html' | 'blocks';
  readonly notBlocks: string | null;
  /** Without its embedded images. */
  readonly characters: number;
  readonly removed: ReadonlyMap<string, number>;
  readonly includes: number;
  readonly unknown: readonly string[];
  readonly write: Plan['write'];
}

async function readHtml(text: string, images: ImportedImages): Promise<ReadMessage> {
  const { edits, removed, title } = readMarkup(text);
  const keys = new Map<string, string | null>();
  for (const edit of edits) {
    if (edit.kind === 'cut') continue;
    keys.set(edit.reference, (await images.take(edit.reference, edit.alt)) ?? keys.get(edit.reference) ?? null);
  }
  const html = (addressOf: AddressOf): string =>
    applyEdits(text, edits, (reference) => {
      const key = keys.get(reference) ?? null;
      return key === null ? null : addressOf(key);
    });
  return {
    ...{ title, preheader: '', kind: 'html', notBlocks: null, removed, includes: 0, unknown: [] },
    characters: html(() => TRIED).length,
    write: (addressOf) => ({ html: html(addressOf) }),
  };
}

function blocksOf({ rows }: BlockDocument): { readonly row: BlockRow; readonly block: Block }[] {
  return rows.flatMap((row) => row.columns.flatMap(({ blocks }) => blocks.map((block) => ({ row, block }))));
}

function placed(key: string | null | undefined, src: string, addressOf: AddressOf): string {
  return key === null || key === undefined ? src : addressOf(key);
}

function placeImages(document: BlockDocument, addressOf: (src: string) => string): BlockDocument {
  const place = (block: Block): Block => (block.kind === 'image' ? { ...block, src: addressOf(block.src) } : block);
  const rows = document.rows.map((row) => ({ ...row, columns: row.columns.map(({ blocks }) => ({ blocks: blocks.map(place) })) }));
  const read = readBlockDocument({ ...document, rows });
  return 'document' in read ? read.document : { ...document, rows };
}
