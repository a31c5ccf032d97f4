import { TEMPLATE_IMPORT_MAX_MB } from '@rapport/common';

/** What an imported message may be. Characters are those of the message without its embedded images. */
export const importLimits = {
  fileBytes: TEMPLATE_IMPORT_MAX_MB * 1024 ** 2,
  /** Of the HTML or MJML file itself, which may hold its images as data. */
  documentBytes: 10 * 1024 ** 2,
  characters: 1_000_000,
  images: 100,
  /** Of all files of a ZIP that are read, unpacked. */
  unpackedBytes: 100 * 1024 ** 2,
  entries: 2_000,
  /** Messages in one ZIP that are offered. */
  documents: 50,
} as const;
