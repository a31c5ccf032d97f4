import type { NumberFormat } from './numberFormats.js';

const DAY_MS = 86_400_000;
/** Day 0 of the two calendars. The first takes 1900 for a leap year, so that its days before March are one too few. */
const DAY_0_OF_1900 = Date.UTC(1899, 11, 30);
const DAY_0_OF_1904 = Date.UTC(1904, 0, 1);
/** The last day that a spreadsheet knows, 9999-12-31. */
const LAST_DAY = 2_958_465;

/** A number as a person sees it in its cell, but for separators of thousands and rounded decimals: every digit that counts stays. */
export function numberText(stored: string, format: NumberFormat, hasDatesFrom1904: boolean): string {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  switch (format.kind) {
    case 'number':
      return plainNumber(stored);
    case 'digits':
      return Number.isInteger(value) && value >= 0 ? plainNumber(stored).padStart(format.count, '0') : plainNumber(stored);
    case 'percent':
      return `${plainNumber(String(Number((value * 100).toPrecision(15))))}%`;
    case 'date':
    case 'dateTime':
    case 'time':
    case 'duration':
      return momentText(value, format.kind, hasDatesFrom1904) ?? plainNumber(stored);
  }
}

/** Without an exponent, and without the noise behind the 15 digits that spreadsheets count on; whole numbers keep all digits. */
export function plainNumber(stored: string): string {
  const text = stored.trim();
  if (/^-?\d+$/.test(text)) return text;
  const [digits = '0', exponent = '0'] = Number(text).toPrecision(15).split('e');
  const sign = digits.startsWith('-') ? '-' : '';
  const [whole = '0', decimals = ''] = digits.replace('-', '').split('.');
  const point = whole.length + Number(exponent);
  const all = `${whole}${decimals}`;
  const padded = point <= 0 ? `${'0'.repeat(1 - point)}${all}` : all.padEnd(point, '0');
  const at = Math.max(1, point);
  const fraction = padded.slice(at).replace(/0+$/, '');
  const amount = `${padded.slice(0, at).replace(/^0+(?=\d)/, '')}${fraction === '' ? '' : `.${fraction}`}`;
  return amount === '0' ? '0' : `${sign}${amount}`;
}

/** `2026-03-31`, `2026-03-31 14:30:00`, `14:30:00`; null for a number that is no day. */
function momentText(serial: number, kind: 'date' | 'dateTime' | 'time' | 'duration', hasDatesFrom1904: boolean): string | null {
  if (serial < 0 || serial >= LAST_DAY + 1) return null;
  const allMs = Math.round(serial * DAY_MS);
  if (kind === 'duration') return clock(allMs);
  const [days, ms] = [Math.floor(allMs / DAY_MS), allMs % DAY_MS];
  if (kind === 'time') return clock(ms);
  const day = dayText(days, hasDatesFrom1904);
  return kind === 'date' ? day : `${day} ${clock(ms)}`;
}

function dayText(days: number, hasDatesFrom1904: boolean): string {
  if (hasDatesFrom1904) return isoDay(DAY_0_OF_1904 + days * DAY_MS);
  // A day that there never was: it is kept as it is shown, and reported as no date.
  if (days === 60) return '1900-02-29';
  return isoDay(DAY_0_OF_1900 + (days < 60 ? days + 1 : days) * DAY_MS);
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function clock(ms: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const [seconds, rest] = [Math.floor(ms / 1000), ms % 1000];
  const text = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return rest === 0 ? text : `${text}.${String(rest).padStart(3, '0')}`;
}
