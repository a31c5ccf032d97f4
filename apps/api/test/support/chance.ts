/** Workspaces in which nothing happens, to count the false alarms of a detector in. */
export const WORKSPACES = 200;
/** Of 200 workspaces in which nothing happens, more than this are there by chance once in ten thousand times: the stated rate is 1%. */
export const MOST_ALARMS = 9;

/** From 0 to 1, the same numbers every time. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many of `n` happen, each with the probability `p`. */
export function binomial(random: () => number, n: number, p: number): number {
  let k = 0;
  for (let i = 0; i < n; i += 1) if (random() < p) k += 1;
  return k;
}

/** In how many workspaces in which nothing happens something is reported all the same. */
export function alarmsOf(seed: number, look: (random: () => number) => readonly unknown[]): number {
  const random = randomOf(seed);
  let alarms = 0;
  for (let workspace = 0; workspace < WORKSPACES; workspace += 1) if (look(random).length > 0) alarms += 1;
  return alarms;
}
