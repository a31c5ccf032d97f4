import type { PiecedText } from '@rapport/providers';
import { cutMarked, replaceMarked } from '../../templates/public.js';

export type Lead = (index: number, address: string) => string;

/** What comes between two constants: one of the values that were there before, a link of ours, or the image. */
type Gap = { readonly value: number } | { readonly link: number; readonly address: string } | 'image';

interface Plan {
  readonly constants: readonly string[];
  readonly gaps: readonly Gap[];
}

const END_OF_BODY = '</body>';

/** Where our addresses go in the pieces of one body, found once for all messages that share their constants. */
export class PiecedBody {
  private plan: { readonly of: readonly string[]; readonly made: Plan | null } | null = null;

  constructor(private readonly isHtml: boolean) {}

  /** Null when a link is part constant and part value, so that only the whole shows it. `image` goes to the end of the page. */
  apply({ constants, values }: PiecedText, nonce: string | null, lead: Lead, image: string): PiecedText | null {
    if (this.plan?.of !== constants) this.plan = { of: constants, made: this.make(constants, nonce) };
    const { made } = this.plan;
    if (!made) return null;
    const fill = (gap: Gap): string => {
      if (gap === 'image') return image;
      if ('link' in gap) return lead(gap.link, gap.address);
      const value = values[gap.value] as string;
      // What a condition or a loop writes is a value, with the links in it.
      return nonce === null ? value : replaceMarked(value, nonce, lead);
    };
    return { constants: made.constants, values: made.gaps.map(fill) };
  }

  private make(constants: readonly string[], nonce: string | null): Plan | null {
    const made = { constants: [] as string[], gaps: [{ value: 0 }] as Gap[] };
    for (const [index, constant] of constants.entries()) {
      const pieces = nonce === null ? [constant] : cutMarked(constant, nonce);
      if (!pieces) return null;
      for (const piece of pieces) {
        if (typeof piece === 'string') made.constants.push(piece);
        else made.gaps.push({ link: piece.index, address: piece.address });
      }
      made.gaps.push({ value: index + 1 });
    }
    return this.isHtml ? withImage(made) : made;
  }
}

/** Null where no constant ends the page. */
function withImage({ constants, gaps }: Plan): Plan | null {
  const at = constants.findLastIndex((constant) => constant.includes(END_OF_BODY));
  if (at === -1) return null;
  const constant = constants[at] as string;
  const end = constant.lastIndexOf(END_OF_BODY);
  return {
    constants: [...constants.slice(0, at), constant.slice(0, end), constant.slice(end), ...constants.slice(at + 1)],
    gaps: [...gaps.slice(0, at + 1), 'image', ...gaps.slice(at + 1)],
  };
}
