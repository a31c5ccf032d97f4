/** Languages that group thousands with a comma; the others we know use a point or a blank. */
const COMMA_GROUPS = new Set(['en']);

/** `1,000`, `1.000`, `1 000`, `1’000.50`: first digits, groups, decimals. */
export const NUMBER = String.raw`\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*`;

const MAGNITUDES: readonly [RegExp, number][] = [
  [/^(?:k|thousand|tausend|tsd\.?|mille|mila|mil|duizend|tys\.?|tysi(?:ąc|ące|ęcy))$/i, 3],
  [/^(?:m|mio\.?|mln\.?|millions?|millionen|millones|mill[oó]n|milion[ei]?|miljoen|milhão|milhões|milion(?:y|ów)?)$/i, 6],
  [/^(?:bn|mrd\.?|mld\.?|billions?|milliarden?|milliards?|miliardi?|miljard|miliard(?:y|ów)?)$/i, 9],
];
export const MAGNITUDE = String.raw`k|m|bn|thousand|tausend|tsd\.?|mille|mila|mil|duizend|tys\.?|tysiąc|tysiące|tysięcy|mio\.?|mln\.?|millions?|millionen|millones|millón|milione|milioni|miljoen|milhão|milhões|milion|miliony|milionów|mrd\.?|mld\.?|billions?|milliarden?|milliards?|miliardi?|miljard|miliardy?|miliardów`;

/**
 * The value of a written number as a decimal text: `1000`, `19.9`. One separator before three digits is the question that only the
 * language answers; null: not known, then it groups thousands.
 */
export function readNumber(written: string, language: string | null): string {
  const text = written.replace(/[ '’]/g, '');
  const marks = text.replace(/\d/g, '');
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return canonical(text, '');
  const [before, after] = [text.slice(0, last).replace(/[.,]/g, ''), text.slice(last + 1)];
  const isMixed = marks.includes('.') && marks.includes(',');
  if (isMixed) return canonical(before, after);
  if (marks.length > 1) return canonical(before + after, '');
  if (after.length !== 3 || /^0*$/.test(before)) return canonical(before, after);
  if (language === null || language === 'fr' || language === 'pl') return canonical(before + after, '');
  const groupsByComma = COMMA_GROUPS.has(language);
  return (marks === ',') === groupsByComma ? canonical(before + after, '') : canonical(before, after);
}

/** A number and the word for thousands or millions behind it. */
export function readAmount(written: string, magnitude: string | undefined, language: string | null): string {
  const zeros = magnitude === undefined ? 0 : (MAGNITUDES.find(([pattern]) => pattern.test(magnitude))?.[1] ?? 0);
  const [whole = '0', decimals = ''] = readNumber(written, language).split('.');
  const moved = decimals.padEnd(zeros, '0');
  return canonical(whole + moved.slice(0, zeros), moved.slice(zeros));
}

function canonical(whole: string, decimals: string): string {
  const [front, back] = [whole.replace(/^0+(?=\d)/, '') || '0', decimals.replace(/0+$/, '')];
  return back === '' ? front : `${front}.${back}`;
}

/** Words for numbers that a text may promise with. Left out: what has another meaning too (one, neuf, sei, once). */
export const NUMBER_WORDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  en: words('two three four five six seven eight nine ten eleven twelve', {
    fifteen: 15,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    hundred: 100,
    thousand: 1000,
    half: 0.5,
    double: 2,
    twice: 2,
    dozen: 12,
  }),
  de: words('zwei drei vier fünf sechs sieben acht neun zehn elf zwölf', {
    fünfzehn: 15,
    zwanzig: 20,
    dreißig: 30,
    vierzig: 40,
    fünfzig: 50,
    hundert: 100,
    tausend: 1000,
    doppelt: 2,
  }),
  fr: words('deux trois quatre cinq six sept huit - dix onze douze', {
    quinze: 15,
    vingt: 20,
    trente: 30,
    quarante: 40,
    cinquante: 50,
    cent: 100,
    mille: 1000,
  }),
  es: words('dos tres cuatro cinco seis siete ocho nueve diez - doce', {
    quince: 15,
    veinte: 20,
    treinta: 30,
    cuarenta: 40,
    cincuenta: 50,
    cien: 100,
    mil: 1000,
  }),
  it: words('due tre quattro cinque - sette otto nove dieci undici dodici', {
    quindici: 15,
    venti: 20,
    trenta: 30,
    quaranta: 40,
    cinquanta: 50,
    cento: 100,
    mille: 1000,
  }),
  nl: words('twee drie vier vijf zes zeven acht negen tien elf twaalf', {
    vijftien: 15,
    twintig: 20,
    dertig: 30,
    veertig: 40,
    vijftig: 50,
    honderd: 100,
    duizend: 1000,
  }),
  pt: words('dois três quatro cinco seis sete oito nove dez onze doze', {
    duas: 2,
    quinze: 15,
    vinte: 20,
    trinta: 30,
    quarenta: 40,
    cinquenta: 50,
    cem: 100,
    mil: 1000,
  }),
  pl: words('dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście', {
    piętnaście: 15,
    dwadzieścia: 20,
    trzydzieści: 30,
    czterdzieści: 40,
    pięćdziesiąt: 50,
    sto: 100,
    tysiąc: 1000,
  }),
};

function words(fromTwo: string, more: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return { ...Object.fromEntries(fromTwo.split(' ').flatMap((word, at) => (word === '-' ? [] : [[word, at + 2]]))), ...more };
}
