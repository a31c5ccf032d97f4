import { COLUMN_WIDTHS, isContactColumn, MOST_COLUMNS } from '@rapport/common';
import type { DataColumn } from './columns';

/** Where a column stands: the order is that of the list. */
export interface ColumnPlace {
  readonly id: string;
  /** Pixels; left out for the usual width. */
  readonly width?: number;
  /** It stays while the table is scrolled sideways. */
  readonly isPinned?: boolean;
}

/** In an address: the columns that the table starts with, where leaving the parameter out means something else. */
export const STARTING_COLUMNS = 'start';

const PLACE = /^(\*?)(field-|mine-)?(\w+?)(?:-(\d{2,3}))?$/;

/** `*name.email-220.field-plan`: pinned, 220 pixels wide, a custom field. What cannot be read is left out. */
export function readColumns(text: string): ColumnPlace[] {
  const seen = new Set<string>();
  return text.split('.').flatMap((part) => {
    const [whole, pin, field, name = '', digits] = PLACE.exec(part) ?? [];
    const id = field ? `${field.replace('-', ':')}${name}` : name;
    if (whole === undefined || text === STARTING_COLUMNS || !isContactColumn(id) || seen.has(id) || seen.size >= MOST_COLUMNS) return [];
    seen.add(id);
    return [{ id, ...(digits ? { width: fitWidth(Number(digits)) } : {}), ...(pin ? { isPinned: true } : {}) }];
  });
}

export function writeColumns(places: readonly ColumnPlace[]): string {
  return places
    .map(({ id, width, isPinned }) => {
      return `${isPinned ? '*' : ''}${id.replace(':', '-')}${width === undefined ? '' : `-${width}`}`;
    })
    .join('.');
}

export function fitWidth(width: number): number {
  return Math.round(Math.min(COLUMN_WIDTHS.most, Math.max(COLUMN_WIDTHS.least, width)));
}

/** The columns that are shown, in their order: pinned ones first, the one that names the row always. An empty layout shows what the table starts with. */
export function arrangeColumns<Row>(columns: readonly DataColumn<Row>[], layout: readonly ColumnPlace[]): ArrangedColumn<Row>[] {
  return placesOf(columns, layout).flatMap(({ id, width, isPinned = false }) => {
    const column = columns.find((one) => one.id === id);
    if (!column) return [];
    // What is pinned or was drawn to a width does not share what is left: those beside it have to know where it ends.
    const { grow, ...fixed } = column;
    const isFixed = isPinned || width !== undefined;
    return [{ ...fixed, ...(isFixed || grow === undefined ? {} : { grow }), width: width ?? column.width, isPinned }];
  });
}

export type ArrangedColumn<Row> = DataColumn<Row> & { readonly isPinned: boolean };

/** Complete and in the order in which it is drawn: what a change starts from. Columns that are gone are kept out. */
export function placesOf<Row>(columns: readonly DataColumn<Row>[], layout: readonly ColumnPlace[]): ColumnPlace[] {
  const known = layout.filter(({ id }) => columns.some((column) => column.id === id));
  const chosen: readonly ColumnPlace[] =
    known.length > 0 ? known : columns.filter(({ startsHidden }) => !startsHidden).map(({ id }) => ({ id }));
  const stays = columns
    .filter(({ id, canHide }) => canHide === false && !chosen.some((place) => place.id === id))
    .map(({ id }) => ({ id }));
  const all: readonly ColumnPlace[] = [...stays, ...chosen];
  return [...all.filter(({ isPinned }) => isPinned), ...all.filter(({ isPinned }) => !isPinned)];
}

/** Moves a column by so many places among those that are pinned as it is, or among the others. */
export function moveColumn(places: readonly ColumnPlace[], id: string, by: number): ColumnPlace[] {
  const from = places.findIndex((place) => place.id === id);
  return moveColumnTo(places, id, from + by);
}

/** `to`: its index afterwards. */
export function moveColumnTo(places: readonly ColumnPlace[], id: string, to: number): ColumnPlace[] {
  const moved = places.find((place) => place.id === id);
  if (!moved) return [...places];
  const rest = places.filter((place) => place.id !== id);
  const pinned = rest.filter(({ isPinned }) => isPinned).length;
  const [least, most] = moved.isPinned ? [0, pinned] : [pinned, rest.length];
  const at = Math.min(most, Math.max(least, to));
  return [...rest.slice(0, at), moved, ...rest.slice(at)];
}

export function changeColumn(places: readonly ColumnPlace[], id: string, change: (place: ColumnPlace) => ColumnPlace): ColumnPlace[] {
  const changed = places.map((place) => (place.id === id ? change(place) : place));
  return [...changed.filter(({ isPinned }) => isPinned), ...changed.filter(({ isPinned }) => !isPinned)];
}

export function isSameLayout(one: readonly ColumnPlace[], other: readonly ColumnPlace[]): boolean {
  return writeColumns(one) === writeColumns(other);
}
