import classes from './PersonAvatar.module.css';

const HUES = [8, 32, 48, 88, 140, 168, 192, 214, 238, 262, 290, 330];

/** Initials on one of twelve calm colours, the same for the same `seed` (an id, so that a rename keeps the colour). */
export function PersonAvatar({ name, seed, size = 24, square = false }: { name: string; seed: string; size?: number; square?: boolean }) {
  const style = { '--size': `${size}px`, '--hue': HUES[hash(seed) % HUES.length] } as React.CSSProperties;
  return (
    <span
      className={square ? `${classes.avatar} ${classes.square}` : classes.avatar}
      style={style}
      data-initials={initials(name)}
      aria-hidden
    />
  );
}

export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s@._-]+/u)
    .filter(Boolean);
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words[words.length - 1]) : '';
  return (first + last).toLocaleUpperCase() || '?';
}

/** Whole code points: an emoji or a letter outside the basic plane is not cut in half. */
function firstLetter(word: string | undefined): string {
  return word ? (Array.from(word)[0] ?? '') : '';
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return value;
}
