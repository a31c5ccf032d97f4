/** Where a field is. */
export interface Placed {
  readonly id: string;
  readonly section: string | null;
}

/** Fields under their headings: those without one first, the sections in the order of their first fields. */
export function bySection<Field extends Placed>(fields: readonly Field[]): { section: string | null; fields: Field[] }[] {
  const sections = [...new Set([null, ...fields.map(({ section }) => section)])];
  return sections
    .map((section) => ({ section, fields: fields.filter((field) => field.section === section) }))
    .filter(({ fields }) => fields.length > 0);
}

/**
 * The fields with one moved a step up (-1) or down (1) as they are seen. At the end of its section it becomes part of the next one. The
 * same fields when there is no way further.
 */
export function moveByStep<Field extends Placed>(fields: readonly Field[], id: string, step: -1 | 1): readonly Field[] {
  const shown = bySection(fields).flatMap((group) => group.fields);
  const at = shown.findIndex((field) => field.id === id);
  const moved = shown[at];
  const neighbour = shown[at + step];
  if (!moved || !neighbour) return fields;
  if (neighbour.section !== moved.section)
    return shown.map((field) => (field.id === id ? { ...field, section: neighbour.section } : field));
  return shown.map((field, index) => (index === at ? neighbour : index === at + step ? moved : field));
}

/** The fields with one dropped on another: it takes that one's place and section. */
export function moveOnto<Field extends Placed>(fields: readonly Field[], id: string, ontoId: string): readonly Field[] {
  const shown = bySection(fields).flatMap((group) => group.fields);
  const [from, to] = [shown.findIndex((field) => field.id === id), shown.findIndex((field) => field.id === ontoId)];
  const [moved, onto] = [shown[from], shown[to]];
  if (!moved || !onto || from === to) return fields;
  const rest = shown.filter((field) => field.id !== id);
  rest.splice(to, 0, { ...moved, section: onto.section });
  return rest;
}
