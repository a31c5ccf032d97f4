import { Injectable } from '@nestjs/common';
import { type ActWords, changeWords, type ToldEntry, wordsOfName } from './tellActs.js';

/** Every act that may be recorded, by who records it. A module adds its own beside the words for them (`declare module`). */
export interface AuditActs {
  platform: keyof typeof platformActs;
}

/** `<entity>.<past tense>`, stable: `contact.updated`, `campaign.launched`, `auth.signInRefused`. */
export type AuditAct = AuditActs[keyof AuditActs];

const platformActs = {
  'access.refused': ({ details }) =>
    `was refused${typeof details['route'] === 'string' ? ` ${String(details['method'])} ${details['route'].replace(/^\/api\/v1/, '')}` : ''}`,
} as const satisfies Record<string, ActWords>;

/** Told by what was changed, whatever it was called in older versions. */
const CHANGED = /\.(updated|changed|renamed)$/;

/** How the log tells what was done. Each module registers the words for its acts, in its constructor. */
@Injectable()
export class AuditWords {
  private readonly words = new Map<string, ActWords>(Object.entries(platformActs));

  register(acts: Readonly<Partial<Record<AuditAct, ActWords>>>): void {
    for (const [act, words] of Object.entries(acts)) {
      if (this.words.has(act)) throw new Error(`Two modules have words for ${act}.`);
      this.words.set(act, words);
    }
  }

  /** Whether an act is told in chosen words, or by its changes, and not by its name. */
  has(action: string): boolean {
    return (this.words.get(action) ?? null) !== null;
  }

  /** “changed company from Acme to Beta”, to be read after the name of who did it. */
  summaryOf(action: string, entry: ToldEntry): string {
    const words = this.words.get(action) ?? null;
    if (typeof words === 'function') return words(entry);
    if (words !== null) return words;
    return CHANGED.test(action) ? changeWords(entry) : wordsOfName(action.replace('.', ' '));
  }
}
