/** `#rrggbb`, lower case; null for anything else. `#abc` is read as `#aabbcc`. */
export function readHexColour(text: string): string | null {
  const [, short, long] = /^#?(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(text.trim()) ?? [];
  if (long !== undefined) return `#${long.toLowerCase()}`;
  if (short === undefined) return null;
  return `#${[...short.toLowerCase()].map((digit) => digit + digit).join('')}`;
}

/** WCAG 2: 1 for the same colour twice, 21 for black on white. Both as `#rrggbb`. */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Text of normal size (WCAG 1.4.3, AA). */
export const TEXT_CONTRAST = 4.5;
/** The edge of a control (WCAG 1.4.11). */
export const SHAPE_CONTRAST = 3;

/** The colour, where text in it can be read on the ground; else the colour to use instead. */
export function readableOn(ground: string, colour: string | null, instead: string): string {
  return colour !== null && contrastOf(colour, ground) >= TEXT_CONTRAST ? colour : instead;
}

/** White, near-black or black, the first that can be read on the colour; between white and black one always can. */
export function inkOn(colour: string): string {
  return ['#ffffff', '#10141d'].find((ink) => contrastOf(ink, colour) >= TEXT_CONTRAST) ?? '#000000';
}

function luminanceOf(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
