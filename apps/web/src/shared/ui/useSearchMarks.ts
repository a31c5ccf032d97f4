import { findMatches, searchTerms, type TextRange } from '@rapport/common';
import { useMemo } from 'react';

/** What a search marks in its answers: give it to `SearchMarks`. */
export function useSearchMarks(search: string | undefined): ((text: string) => readonly TextRange[]) | null {
  return useMemo(() => {
    const terms = searchTerms(search ?? '');
    return terms.length === 0 ? null : (text: string) => findMatches(text, terms);
  }, [search]);
}
