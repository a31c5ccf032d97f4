import { imageKindOf } from '../../assets/public.js';
import { tooManyImportImages } from './importErrors.js';
import { importLimits } from './importLimits.js';
import type { TemplatePackage } from './TemplatePackage.js';

/** An image of an imported message, before it is in the library. */
export interface ImportedImage {
  readonly key: string;
  readonly name: string;
  /** In the ZIP; null for one that was embedded in the message. */
  readonly path: string | null;
  readonly alt: string;
  readonly bytes: number;
}

interface Held extends ImportedImage {
  readonly data: Buffer | null;
}

const EXTENSIONS: Readonly<Record<string, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', gif: 'gif', svg: 'svg' };

/** The images that a message shows, each once, and what could not be found. */
export class ImportedImages {
  private readonly held = new Map<string, Held>();
  private readonly failed = new Set<string>();
  readonly missing = new Set<string>();
  readonly unreadable = new Set<string>();
  /** Hosts of images that stay where they are. */
  readonly remote = new Map<string, number>();
  private embedded = 0;

  constructor(
    private readonly files: TemplatePackage,
    private readonly document: string,
  ) {}

  get all(): readonly ImportedImage[] {
    return [...this.held.values()];
  }

  /** The key of the image that a message means; null when its address stays as it is. @throws AppError when there are too many */
  async take(reference: string, alt: string): Promise<string | null> {
    const address = reference.trim();
    if (address === '' || address.startsWith('#') || /^cid:|\{\{|\{%|\*\|/i.test(address)) return null;
    if (/^(?:https?:)?\/\//i.test(address)) {
      const host = /^(?:https?:)?\/\/([^/?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? address.slice(0, 60);
      this.remote.set(host, (this.remote.get(host) ?? 0) + 1);
      return null;
    }
    return /^data:/i.test(address) ? this.takeData(address, alt) : this.takeFile(address, alt);
  }

  load(key: string): Promise<Buffer> {
    const image = this.held.get(key);
    if (!image) throw new Error('Not an image of this message');
    return image.data ? Promise.resolve(image.data) : this.files.read(image.path ?? '');
  }

  private async takeFile(address: string, alt: string): Promise<string | null> {
    const path = this.files.find(this.document, address);
    if (path === null) {
      this.missing.add(address.slice(0, 200));
      return null;
    }
    const key = path.toLowerCase();
    if (this.isKnown(key, alt)) return key;
    if (this.failed.has(key)) return null;
    return this.hold({ key, name: path.split('/').at(-1) ?? path, path, alt }, await this.files.read(path));
  }

  private takeData(address: string, alt: string): string | null {
    const found = /^data:image\/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,/i.exec(address);
    if (!found) {
      this.unreadable.add(address.slice(0, 40));
      return null;
    }
    const key = address;
    if (this.isKnown(key, alt)) return key;
    if (this.failed.has(key)) return null;
    const content = address.slice(found[0].length);
    const bytes = found[1] ? Buffer.from(content, 'base64') : Buffer.from(plain(content), 'utf8');
    this.embedded += 1;
    return this.hold({ key, name: `embedded-${this.embedded}`, path: null, alt }, bytes);
  }

  private isKnown(key: string, alt: string): boolean {
    const known = this.held.get(key);
    if (known && known.alt === '' && alt !== '') this.held.set(key, { ...known, alt });
    return known !== undefined;
  }

  private hold(image: Omit<Held, 'bytes' | 'data'>, bytes: Buffer): string | null {
    const kind = imageKindOf(bytes);
    if (kind === null) {
      this.failed.add(image.key);
      this.unreadable.add(image.path ?? image.name);
      return null;
    }
    const name = image.path === null ? `${image.name}.${EXTENSIONS[kind] ?? kind}` : image.name;
    this.held.set(image.key, { ...image, name: name.slice(-150), bytes: bytes.length, data: image.path === null ? bytes : null });
    if (this.held.size > importLimits.images) throw tooManyImportImages(this.held.size);
    return image.key;
  }
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
