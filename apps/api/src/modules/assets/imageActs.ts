import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of images, and how the log tells it. */
export const imageActs = {
  'image.uploaded': 'uploaded the image',
  'image.updated': changeWords,
  'image.replaced': 'uploaded another picture for the image',
  'image.trashed': 'moved the image to the trash',
  'image.restored': 'restored the image from the trash',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    assets: keyof typeof imageActs;
  }
}
