import type { KeysetPage } from './columns';

/**
 * Where a page is in its list: behind which cursor, below how many rows. Lists page by keyset and forward only, so each place knows
 * the one before it. A class, because the query cache compares and copies plain objects in depth.
 */
export class PagePlace {
  static readonly top = new PagePlace(undefined, 0, null);

  constructor(
    readonly cursor: string | undefined,
    readonly rowsBefore: number,
    readonly previous: PagePlace | null,
  ) {}
}

/** The place of the page behind this one; null at the end of the list. */
export function nextPlace(place: PagePlace, page: KeysetPage<unknown>): PagePlace | null {
  return page.nextCursor === null ? null : new PagePlace(page.nextCursor, place.rowsBefore + page.items.length, place);
}

/** The place of the page that row `index` is on, looking back from `from`; `from` itself for whatever is further down. */
export function placeOf(index: number, from: PagePlace): PagePlace {
  let place = from;
  while (place.previous && index < place.rowsBefore) place = place.previous;
  return place;
}
