/** The candidate that a person most likely meant, or null when none is close. Letter case, spaces and dashes count for nothing. */
export function nearestName(written: string, candidates: readonly string[]): string | null {
  const wanted = fold(written);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = Math.min(editDistance(wanted, fold(candidate)), editDistance(wanted, fold(lastPart(candidate))) + 0.5);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Levenshtein in one row; names are short, and longer ones are cut so that a hostile template costs nothing. */
function editDistance(left: string, right: string): number {
  const a = left.slice(0, 60);
  const b = right.slice(0, 60);
  const row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = i - 1;
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] as number;
      row[j] = Math.min(above + 1, (row[j - 1] as number) + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[b.length] as number;
}
