import { parse, type Color, wcagContrast, converter } from 'culori';
import type { Element } from 'domhandler';
import type { Declaration } from './declarations.js';

/** How text in an element looks, as far as it tells whether anyone can see it. Handed down to what is inside. */
export interface Look {
  readonly isHidden: boolean;
  readonly isInvisible: boolean;
  readonly isTiny: boolean;
  /** Null: not known (a variable, a picture). */
  readonly colour: Color | null;
  readonly ground: Color | null;
}

export const PLAIN_LOOK: Look = { isHidden: false, isInvisible: false, isTiny: false, colour: colourOf('#000'), ground: colourOf('#fff') };

/** Below this, people who see well see nothing. */
const LEAST_CONTRAST = 1.15;

export function isVisible(look: Look): boolean {
  if (look.isHidden || look.isInvisible || look.isTiny) return false;
  const { colour, ground } = look;
  if (colour && (colour.alpha ?? 1) < 0.06) return false;
  return !colour || !ground || wcagContrast(colour, ground) >= LEAST_CONTRAST;
}

/** What mailboxes give a link that has no colour. */
export const LINK_COLOUR = '#0000ee';

/** Looks that are written as attributes. */
export function attributesAsStyles({ name, attribs }: Element): { name: string; value: string }[] {
  return [
    ...(attribs['bgcolor'] ? [{ name: 'background-color', value: attribs['bgcolor'] }] : []),
    ...(attribs['background'] ? [{ name: 'background-image', value: 'url' }] : []),
    ...(name === 'font' && attribs['color'] ? [{ name: 'color', value: attribs['color'] }] : []),
  ];
}

type Styles = ReadonlyMap<string, string>;

export function stylesOf(declarations: readonly Declaration[]): Styles {
  const styles = new Map<string, string>();
  for (const { name, value } of declarations)
    styles.set(
      name.toLowerCase(),
      value
        .replace(/\s{0,9}!\s{0,9}important$/i, '')
        .trim()
        .toLowerCase(),
    );
  return styles;
}

/** What hides an element or what is in it. Sizes that are next to nothing count as nothing. */
export function lookWithin(parent: Look, styles: Styles): Look {
  return {
    isHidden: parent.isHidden || HIDING.some((hides) => hides(styles)),
    isInvisible: isInvisible(styles.get('visibility')) ?? parent.isInvisible,
    isTiny: isTiny(styles) ?? parent.isTiny,
    colour: inheritedColour(styles.get('-webkit-text-fill-color') ?? styles.get('color'), parent.colour),
    ground: groundOf(styles, parent.ground),
  };
}

const HIDING: readonly ((styles: Styles) => boolean)[] = [
  (styles) => styles.get('display') === 'none' || styles.get('mso-hide') === 'all' || styles.get('content-visibility') === 'hidden',
  (styles) => isNothing(styles.get('opacity'), 0.05),
  (styles) => /\bopacity\(\s*0*\.?0*%?\s*\)/.test(styles.get('filter') ?? ''),
  (styles) =>
    /^(?:hidden|clip)/.test(overflowOf(styles)) &&
    ['height', 'max-height', 'width', 'max-width'].some((name) => isNothing(styles.get(name), 1)),
  (styles) => ['text-indent', 'left', 'top', 'right', 'bottom', 'margin-left', 'margin-top'].some((name) => isFarAway(styles.get(name))),
  (styles) => /^rect\(\s*[01]?(?:px)?[\s,]/.test(styles.get('clip') ?? ''),
  (styles) => /^(?:inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0)/.test(styles.get('clip-path') ?? ''),
  (styles) => /scale[xy]?\(\s*0*\.?0*\s*[,)]|translate[xy]?\([^)]*-\d{3,}/.test(styles.get('transform') ?? ''),
];

function overflowOf(styles: Styles): string {
  return styles.get('overflow') ?? styles.get('overflow-y') ?? styles.get('overflow-x') ?? '';
}

function isNothing(value: string | undefined, atMost: number): boolean {
  const number = numberOf(value);
  return number !== null && number <= atMost && !/%$/.test(value ?? '') ? true : number !== null && number <= 1 && /%$/.test(value ?? '');
}

function isFarAway(value: string | undefined): boolean {
  const number = numberOf(value);
  return number !== null && number <= -99;
}

function numberOf(value: string | undefined): number | null {
  const match = /^(-?(?:\d+\.?\d*|\.\d+))(?:px|pt|em|rem|ex|ch|vw|vh|%|in|cm|mm)?$/.exec(value ?? '');
  return match ? Number(match[1]) : null;
}

function isInvisible(value: string | undefined): boolean | null {
  if (value === undefined || value === 'inherit') return null;
  return value === 'hidden' || value === 'collapse';
}

function isTiny(styles: Styles): boolean | null {
  const value =
    styles.get('font-size') ?? /(?:^|\s)(-?(?:\d+\.?\d*|\.\d+)(?:px|pt|em|rem|%)?)(?=\s|\/)/.exec(styles.get('font') ?? '')?.[1];
  const number = numberOf(value);
  if (value === undefined || value === 'inherit') return null;
  if (number === null) return false;
  return number < (/(?:em|rem|ex|ch|in|cm)$/.test(value) ? 0.2 : /%$/.test(value) ? 20 : 3);
}

export function colourOf(css: string): Color | null {
  return parse(css) ?? null;
}

function inheritedColour(value: string | undefined, inherited: Color | null): Color | null {
  return value === undefined || value === 'inherit' || value === 'currentcolor' ? inherited : colourOf(value);
}

const toRgb = converter('rgb');

/** A picture or a gradient may have any colour. What is half transparent lets the ground below shine through. */
function groundOf(styles: Styles, below: Color | null): Color | null {
  const image = styles.get('background-image') ?? 'none';
  const shorthand = styles.get('background') ?? '';
  if (image !== 'none' || /url\(|gradient\(|image/.test(shorthand)) return null;
  const written = styles.get('background-color') ?? shorthand;
  if (written === '' || written === 'none' || written === 'inherit' || written === 'transparent') return below;
  const colour = colourOf(written) ?? colourAmong(written);
  if (!colour) return /^(?:none|0|repeat|scroll|center|top|left|\s)+$/.test(written) ? below : null;
  const alpha = colour.alpha ?? 1;
  if (alpha >= 0.95) return colour;
  return alpha < 0.05 ? below : mixed(colour, below, alpha);
}

function colourAmong(shorthand: string): Color | null {
  for (const word of shorthand.split(/\s+/).slice(0, 12)) {
    const colour = colourOf(word);
    if (colour) return colour;
  }
  return null;
}

function mixed(above: Color, below: Color | null, alpha: number): Color | null {
  if (!below) return null;
  const [a, b] = [toRgb(above), toRgb(below)];
  const mix = (x: number, y: number): number => x * alpha + y * (1 - alpha);
  return { mode: 'rgb', r: mix(a.r, b.r), g: mix(a.g, b.g), b: mix(a.b, b.b) };
}
