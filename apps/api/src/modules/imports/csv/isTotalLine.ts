const TOTALS =
  'total|totals|totale|totales|totaux|totaal|sum|summe|gesamt|insgesamt|gesamtsumme|gesamtzahl|zwischensumme|somme|suma|soma|razem|celkem|итого|всего|合計|合计|總計|总计|count|anzahl';
const THINGS =
  'of|number|rows?|records?|contacts?|members?|entries|people|persons?|subscribers?|lines?|users?|customers?|kontakte|zeilen|datensätze|mitglieder|personen|einträge|kunden|lignes?|membres|contactos|filas|miembros|righe|contatti|membri|regels|contacten|leden|contatos|linhas|rekordów|osób';
const NUMBER = '[\\d.,\\s]+';
const PATTERNS = [
  // Total: 3 · Grand total 1,234 contacts · Total number of members: 3 · Summe
  `(?:(?:grand|sub)[\\s-]*)?(?:${TOTALS})(?:[\\s:=#(]+(?:${THINGS}))*[\\s:=#(]*(?:${NUMBER})?(?:\\s*(?:${THINGS}))*\\)?`,
  // (3 rows) · 3 records exported
  `\\(?\\d[\\d.,]*\\s+(?:${THINGS})(?:\\s+(?:in\\s+)?(?:selected|total|found|affected|exported|gesamt|exportiert))?\\)?\\.?`,
  // Page 1 of 3 · --- end of report ---
  '(?:page|seite|página|pagina|strona)\\s+\\d+(?:\\s*(?:of|von|de|di|van|z|\\/)\\s*\\d+)?',
  '[-=*\\s]*end of (?:report|file|list|export|document|data)[-=*.\\s]*',
  '[-=*_]{3,}',
  '(?:generated|exported|printed|report created|erstellt|exportiert|gedruckt|généré|exporté|généré)\\s+(?:on|at|by|am|um|von|le|par)\\s.*',
].map((pattern) => new RegExp(`^${pattern}$`, 'iu'));

/** A sum, a count or a note that reports put below (or between) their rows: words in the first filled cell, nothing but numbers behind. */
export function isTotalLine(cells: readonly string[]): boolean {
  let first = 0;
  while (first < cells.length && cells[first]?.trim() === '') first += 1;
  const words = cells[first]?.trim() ?? '';
  if (words.length > 80 || !MAY_BE.test(words)) return false;
  return cells.slice(first + 1).every((cell) => NUMERIC.test(cell)) && PATTERNS.some((pattern) => pattern.test(words));
}

/** Asked for every row, so cheap: how such a cell begins. */
const MAY_BE =
  /^(?:[\d(=*_-]|grand|sub|tot|sum|som|ges|ins|zwis|raz|cel|ито|все|[合總总]|cou|anz|page|seite|p[aá]gina|strona|end|gen|exp|pri|rep|ers|ged|g[eé]n)/iu;
const NUMERIC = /^[\s\d.,%€$£+-]*$/;
