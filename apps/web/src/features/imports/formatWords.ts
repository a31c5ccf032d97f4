import type { ContactImport } from './importQueries';

const PRESETS: Readonly<Record<string, string>> = {
  google: 'Google Contacts',
  outlook: 'Outlook',
  hubspot: 'HubSpot',
  mailchimp: 'Mailchimp',
  brevo: 'Brevo',
  activeCampaign: 'ActiveCampaign',
  kit: 'Kit',
};

/** Where a row is in its file: of cards their number, of workbooks and tables what the program that shows them counts. */
export function placeOf({ fileKind }: Pick<ContactImport, 'fileKind'>, { line, rowNumber }: { line: number; rowNumber: number }): number {
  return fileKind === 'vcard' ? rowNumber : line;
}

export function placeWord({ fileKind }: Pick<ContactImport, 'fileKind'>): 'Line' | 'Row' | 'Card' {
  switch (fileKind) {
    case 'csv':
      return 'Line';
    case 'xlsx':
      return 'Row';
    case 'vcard':
      return 'Card';
  }
}

export function presetWord(preset: string | null): string | null {
  return preset && (PRESETS[preset] ?? preset);
}

export const DELIMITER_CHOICES: readonly { value: ContactImport['delimiter']; label: string }[] = [
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar |' },
];

/** Grouped by who writes them, the likely ones first. */
export const ENCODING_CHOICES: readonly { group: string; items: readonly { value: ContactImport['encoding']; label: string }[] }[] = [
  {
    group: 'Unicode',
    items: [
      { value: 'utf-8', label: 'UTF-8' },
      { value: 'utf-16le', label: 'UTF-16 (Excel, "Unicode text")' },
      { value: 'utf-16be', label: 'UTF-16, big-endian' },
    ],
  },
  {
    group: 'Western European',
    items: [
      { value: 'windows-1252', label: 'Windows-1252' },
      { value: 'iso-8859-1', label: 'ISO-8859-1 (Latin 1)' },
      { value: 'iso-8859-15', label: 'ISO-8859-15 (Latin 9)' },
      { value: 'macintosh', label: 'Macintosh' },
    ],
  },
  {
    group: 'Other European',
    items: [
      { value: 'windows-1250', label: 'Windows-1250, Central European' },
      { value: 'iso-8859-2', label: 'ISO-8859-2, Central European' },
      { value: 'windows-1251', label: 'Windows-1251, Cyrillic' },
      { value: 'iso-8859-5', label: 'ISO-8859-5, Cyrillic' },
      { value: 'koi8-r', label: 'KOI8-R, Cyrillic' },
      { value: 'windows-1253', label: 'Windows-1253, Greek' },
      { value: 'iso-8859-7', label: 'ISO-8859-7, Greek' },
      { value: 'windows-1254', label: 'Windows-1254, Turkish' },
      { value: 'iso-8859-9', label: 'ISO-8859-9, Turkish' },
      { value: 'windows-1257', label: 'Windows-1257, Baltic' },
    ],
  },
  {
    group: 'Middle East and Asia',
    items: [
      { value: 'windows-1255', label: 'Windows-1255, Hebrew' },
      { value: 'windows-1256', label: 'Windows-1256, Arabic' },
      { value: 'shift_jis', label: 'Shift JIS, Japanese' },
      { value: 'euc-jp', label: 'EUC-JP, Japanese' },
      { value: 'euc-kr', label: 'EUC-KR, Korean' },
      { value: 'gb18030', label: 'GB 18030, Chinese' },
      { value: 'big5', label: 'Big5, Chinese' },
    ],
  },
];
