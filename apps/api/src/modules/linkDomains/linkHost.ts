import { domainToASCII } from 'node:url';

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** A host as it is stored: ASCII and lower case, without scheme, path or a dot at its end. Null: it is none that a link can lead through. */
export function linkHostOf(typed: string): string | null {
  const bare = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/+$/, '')
    .replace(/\.$/, '');
  if (/[\s/:?#@\\]/.test(bare)) return null;
  const host = domainToASCII(bare).toLowerCase();
  const labels = host.split('.');
  const isHost = host.length <= 253 && labels.length >= 3 && labels.every((label) => LABEL.test(label));
  // An address of numbers is no name.
  return isHost && !/^\d+$/.test(labels.at(-1) ?? '') ? host : null;
}
