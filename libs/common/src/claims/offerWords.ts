/**
 * Words that promise something, by what they promise, in the languages that recipients are written to in. A draft may use one only where
 * its source promises the same, in whatever language.
 */
const OFFERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  free: {
    en: 'free|complimentary|no charge|at no cost|on the house',
    de: 'kostenlos\\p{L}*|gratis|kostenfrei\\p{L}*|umsonst',
    fr: 'gratuit\\p{L}*|offert\\p{L}*',
    es: 'gratis|gratuit\\p{L}*|sin coste|sin costo',
    it: 'gratis|gratuit\\p{L}*|in omaggio',
    nl: 'gratis|kosteloos',
    pt: 'grátis|gratuit\\p{L}*|sem custos?',
    pl: 'darmow\\p{L}*|bezpłatn\\p{L}*|za darmo|gratis',
  },
  discount: {
    en: 'discount\\p{L}*|off|reduced|rebate|cheaper|save|savings|half[- ]price',
    de: 'rabatt\\p{L}*|ermäßig\\p{L}*|reduziert\\p{L}*|nachlass|preisnachlass|günstiger|sparen|gespart|vergünstig\\p{L}*',
    fr: 'réduction\\p{L}*|remise\\p{L}*|rabais|promo\\p{L}*|économise\\p{L}*|moitié prix',
    es: 'descuento\\p{L}*|rebaja\\p{L}*|oferta\\p{L}*|ahorr\\p{L}*|mitad de precio',
    it: 'scont\\p{L}*|ribass\\p{L}*|offert\\p{L}*|risparmi\\p{L}*|metà prezzo',
    nl: 'korting\\p{L}*|aanbieding\\p{L}*|bespaar\\p{L}*|besparen|afgeprijsd',
    pt: 'desconto\\p{L}*|promoç\\p{L}*|oferta\\p{L}*|poupe\\p{L}*|economiz\\p{L}*|metade do preço',
    pl: 'rabat\\p{L}*|zniżk\\p{L}*|promocj\\p{L}*|przecen\\p{L}*|oszczędz\\p{L}*|taniej',
  },
  guarantee: {
    en: 'guarante\\p{L}*|warrant\\p{L}*',
    de: 'garanti\\p{L}*|gewährleist\\p{L}*',
    fr: 'garanti\\p{L}*',
    es: 'garant\\p{L}*',
    it: 'garan\\p{L}*',
    nl: 'garantie\\p{L}*|gegarandeerd\\p{L}*|garandeer\\p{L}*|garanderen',
    pt: 'garant\\p{L}*',
    pl: 'gwaranc\\p{L}*|gwarant\\p{L}*',
  },
  refund: {
    en: 'refund\\p{L}*|money[- ]back|cashback',
    de: 'erstatt\\p{L}*|rückerstatt\\p{L}*|geld[- ]zurück\\p{L}*',
    fr: 'rembours\\p{L}*',
    es: 'reembols\\p{L}*|devol\\p{L}* del dinero',
    it: 'rimbors\\p{L}*',
    nl: 'terugbetal\\p{L}*|geld terug|restitutie',
    pt: 'reembols\\p{L}*|dinheiro de volta',
    pl: 'zwrot\\p{L}* pieniędzy|zwrot\\p{L}* kosztów|refundac\\p{L}*',
  },
  gift: {
    en: 'gift\\p{L}*|giveaway\\p{L}*|bonus\\p{L}*|voucher\\p{L}*|coupon\\p{L}*|promo code|win|prize\\p{L}*',
    de: 'geschenk\\p{L}*|gutschein\\p{L}*|bonus|gewinn\\p{L}*|prämie\\p{L}*',
    fr: "cadeau\\p{L}*|bon d[’']achat|code promo|gagne\\p{L}*|prime\\p{L}*",
    es: 'regal\\p{L}*|cup[oó]n\\p{L}*|vale|bono|gana\\p{L}*|premio\\p{L}*',
    it: 'regal\\p{L}*|buono|buoni|omaggi\\p{L}*|coupon|vinc\\p{L}*|premi\\p{L}*',
    nl: 'cadeau\\p{L}*|tegoedbon\\p{L}*|waardebon\\p{L}*|bonus|win|prijzen',
    pt: 'presente\\p{L}*|brinde\\p{L}*|cup[oõ]\\p{L}*|vale|ganh\\p{L}*|pr[eê]mio\\p{L}*',
    pl: 'prezent\\p{L}*|upomin\\p{L}*|bon|kupon\\p{L}*|wygra\\p{L}*|nagrod\\p{L}*',
  },
  trial: {
    en: 'trial\\p{L}*',
    de: 'testphase|probezeit|probeabo|probemonat',
    fr: "essai gratuit|période d[’']essai",
    es: 'prueba gratuita|periodo de prueba|período de prueba',
    it: 'prova gratuita|periodo di prova',
    nl: 'proefperiode|proefabonnement',
    pt: 'período de teste|teste gratuito',
    pl: 'okres\\p{L}* prób\\p{L}*|wersj\\p{L}* próbn\\p{L}*',
  },
  deadline: {
    en: 'limited[- ]time|last chance|only today|today only|while stocks last|ends soon|expires',
    de: 'nur heute|letzte chance|solange der vorrat reicht|begrenzte zeit|nur noch',
    fr: "dernière chance|durée limitée|dans la limite des stocks|aujourd[’']hui seulement",
    es: 'última oportunidad|tiempo limitado|hasta agotar existencias|solo hoy',
    it: 'ultima occasione|tempo limitato|fino a esaurimento|solo oggi',
    nl: 'laatste kans|beperkte tijd|zolang de voorraad strekt|alleen vandaag',
    pt: 'última oportunidade|tempo limitado|últimas unidades|só hoje',
    pl: 'ostatnia szansa|ograniczon\\p{L}* cz\\p{L}*|do wyczerpania zapasów|tylko dziś',
  },
};

/** Said in letters without any promise. */
const IDIOMS: Readonly<Record<string, RegExp>> = {
  en: /\b(?:feel free|free to|free up|free time|off (?:to|on|the|for)|(?:take|day|days|time|kick|sign|log|turn|switch)\w* off|save (?:the date|(?:your|my|a|our) (?:seat|spot|place)|time|this)|win[- ]win)\b/giu,
};

export interface OfferUse {
  readonly offer: string;
  readonly text: string;
}

/** What a text promises. `language` null: in any of them. */
export function offersIn(text: string, language: string | null): OfferUse[] {
  const plain = IDIOMS[language ?? 'en'] ? text.replace(IDIOMS[language ?? 'en'] ?? /$^/, (idiom) => ' '.repeat(idiom.length)) : text;
  return Object.keys(OFFERS).flatMap((offer) =>
    [...plain.matchAll(patternOf(offer, language))].map((match) => ({ offer, text: match[0] })),
  );
}

const patterns = new Map<string, RegExp>();

function patternOf(offer: string, language: string | null): RegExp {
  const key = `${offer} ${language ?? ''}`;
  let pattern = patterns.get(key);
  if (!pattern) {
    const byLanguage = OFFERS[offer] ?? {};
    // English words are used in every language.
    const languages = language === null ? Object.keys(byLanguage) : [...new Set([language, 'en'])];
    const words = languages.flatMap((tag) => byLanguage[tag] ?? []).join('|');
    pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu');
    patterns.set(key, pattern);
  }
  return pattern;
}
