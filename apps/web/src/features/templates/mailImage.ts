import { mergeAttributes, Node } from '@tiptap/core';
import type { PlacedImage } from './imagePicker';

/** An image within the text. Its size is in attributes, which Outlook goes by; style sheets of the message keep it inside a phone. */
export const MailImage = Node.create({
  name: 'mailImage',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({ src: { default: null }, alt: { default: '' }, width: { default: null }, height: { default: null } }),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes)],
});

export function imageNode({ url, alt, width, height }: PlacedImage): { type: string; attrs: Record<string, string | number> } {
  return { type: MailImage.name, attrs: { src: url, alt, width, height } };
}

/** The same as HTML source. */
export function imageHtml({ url, alt, width, height }: PlacedImage): string {
  return `<img src="${attribute(url)}" alt="${attribute(alt)}" width="${width}" height="${height}" style="max-width: 100%; height: auto">`;
}

/** Tags in an alt text stay tags: only what would end the attribute is written otherwise. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
