import { readEmail } from '@rapport/common';
import { restoreFormulas } from '../../../platform/csv/formulas.js';

/** A cell as a person meant it: trimmed, and without the apostrophe that keeps a spreadsheet from running it as a formula (taken off once). */
export function cleanCell(cell: string): string {
  const trimmed = cell.trim();
  return trimmed.includes("'") ? restoreFormulas(trimmed).trim() : trimmed;
}

/** One line: names and addresses hold no line breaks, and none may reach a mail header. */
export function oneLine(text: string): string {
  return /[\s\u0000-\u001f\u007f]/.test(text) ? text.replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim() : text;
}

/** The main one of several values that Google joins with ` ::: `: it marks it with `* `. */
export function mainValue(cell: string): string {
  const values = cell.split(' ::: ').map((value) => value.trim());
  const main = values.find((value) => value.startsWith('* ')) ?? values.find((value) => value !== '') ?? '';
  return main.replace(/^\* /, '').trim();
}

/** Whether a cell holds an email address, and nothing else but what people wrap one in. */
export function isAddress(cell: string): boolean {
  return cell.includes('@') && 'email' in readEmail(cell);
}

/** `Ann Lee` of `"Ann Lee" <ann@example.com>`; null where a cell has no such form, '' where nothing is before the brackets. */
export function nameBesideAddress(cell: string): string | null {
  const [, before] = cell.length > MAX_NAMED ? [] : (NAMED.exec(cell.trim()) ?? []);
  return before === undefined ? null : before.replaceAll('"', ' ').replace(/\s+/g, ' ').trim();
}

const NAMED = /^([^<>]*)<[^<>\s@]+@[^<>\s@]+>$/;
/** Names are no longer than this, however long the address. */
const MAX_NAMED = 200;
