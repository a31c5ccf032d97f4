import type { DecodedText } from './decodeText.js';
import type { ForeignTag } from './foreignTags.js';
import type { ImportedImages } from './ImportedImages.js';
import type { ImportFindingDto } from './TemplateImportDtos.js';

const MOST_NAMED = 8;

interface Found {
  readonly decoded: DecodedText;
  readonly removed: ReadonlyMap<string, number>;
  readonly images: ImportedImages;
  readonly tags: readonly ForeignTag[];
  readonly includes: number;
  /** What MJML said of elements that it does not know. */
  readonly mjml: readonly string[];
}

/** What a person should know before a message is imported: nothing is changed in silence. */
export function findingsOf({ decoded, removed, images, tags, includes, mjml }: Found): ImportFindingDto[] {
  const open = tags.filter(({ to }) => to === null).map(({ from }) => from);
  const cut = [...removed].map(([what, times]) => (times > 1 ? `${what} (${times} times)` : what));
  const without = images.all.filter(({ alt }) => alt === '').map(({ name }) => name);
  const remote = [...images.remote].map(([host, times]) => (times > 1 ? `${host} (${times})` : host));
  return [
    ...named('removed', 'warning', cut, (what) => `Taken out, because mail cannot contain it: ${what}.`),
    ...named(
      'tagUnknown',
      'warning',
      open,
      (what) => `Placeholders that Rapport does not know stay in the text: ${what}. Replace them in the editor.`,
    ),
    ...named('imageMissing', 'warning', [...images.missing], (what) => `Images that are not in the file: ${what}. Add them in the editor.`),
    ...named(
      'imageUnreadable',
      'warning',
      [...images.unreadable],
      (what) => `Not images that Rapport can read, so they are left out: ${what}.`,
    ),
    ...named(
      'imageRemote',
      'info',
      remote,
      (what) => `Images that stay on other servers: ${what}. They disappear from the message when those servers remove them.`,
    ),
    ...named(
      'altMissing',
      'info',
      without,
      (what) => `Images without a description: ${what}. Write what they show, for readers who do not see them.`,
    ),
    ...(includes > 0
      ? [finding('includes', 'warning', 'Other files that the MJML includes are not read. Put what they contain into the message.')]
      : []),
    ...named('mjml', 'warning', mjml, (what) => `MJML does not know: ${what}.`),
    ...(decoded.isGuessed
      ? [
          finding(
            'encoding',
            'info',
            'The file does not say how its letters are encoded; it was read as Windows-1252. Check accents and umlauts.',
          ),
        ]
      : []),
  ];
}

function named(code: string, severity: 'info' | 'warning', things: readonly string[], words: (what: string) => string): ImportFindingDto[] {
  if (things.length === 0) return [];
  const more = things.length > MOST_NAMED ? ` and ${things.length - MOST_NAMED} more` : '';
  const shown = things.slice(0, MOST_NAMED).map((thing) => thing.slice(0, 120));
  return [finding(code, severity, words(`${shown.join(', ')}${more}`))];
}

function finding(code: string, severity: 'info' | 'warning', message: string): ImportFindingDto {
  return { code: `templateImport.${code}`, severity, message };
}
