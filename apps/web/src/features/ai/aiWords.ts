import { READER_LANGUAGES } from '@rapport/common';
import type { AiPiece } from './aiQueries';

export const pieceNames: Readonly<Record<AiPiece['kind'], string>> = {
  subject: 'Subject',
  preheader: 'Preview text',
  heading: 'Heading',
  paragraph: 'Paragraph',
  list: 'List',
  button: 'Button',
};

export const languageChoices = Object.entries(READER_LANGUAGES).map(([value, label]) => ({ value, label }));

export const lengthChoices = [
  { value: 'short', label: 'Short' },
  { value: 'medium', label: 'Medium' },
  { value: 'long', label: 'Long' },
] as const;

export const rewritings = [
  { value: 'shorter', label: 'Shorter' },
  { value: 'warmer', label: 'Warmer' },
  { value: 'simpler', label: 'Simpler' },
  { value: 'grammar', label: 'Fix grammar' },
  { value: 'translate', label: 'Translate' },
] as const;
