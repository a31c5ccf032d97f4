export type SampleStage = 'Leads' | 'Prospects' | 'Customers';

/** One invented person. Every address ends in `.example`, which no mail can ever reach. */
export interface SampleContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string;
  readonly plan: 'Free' | 'Team' | 'Business';
  readonly city: string;
  readonly seats: number;
  readonly stage: SampleStage;
  /** Where they began; the same as `stage` for those who have not moved. */
  readonly firstStage: SampleStage;
  readonly movedDaysAgo: number | null;
  readonly readsNewsletter: boolean;
  /** How long ago the person was added, in days. */
  readonly addedDaysAgo: number;
}

const FIRST_NAMES = [
  'Mara',
  'Jonas',
  'Amélie',
  'Tomás',
  'Ingrid',
  'Priya',
  'Kwame',
  'Sofia',
  'Henrik',
  'Leïla',
  'Mateo',
  'Yuki',
  'Nadia',
  'Oskar',
  'Zofia',
  'Rafael',
  'Hana',
  'Emil',
  'Chiara',
  'Dilan',
  'Freya',
  'Luca',
  'Aisha',
  'Viktor',
  'Noor',
  'Samuel',
  'Elena',
  'Björn',
  'Camille',
  'Idris',
  'Marta',
  'Felix',
  'Saoirse',
  'Anton',
  'Beatriz',
  'Kenji',
  'Lotte',
  'Omar',
  'Petra',
  'Quentin',
];
const LAST_NAMES = [
  'Lindqvist',
  'Brandt',
  'Rousseau',
  'Herrera',
  'Solberg',
  'Raman',
  'Boateng',
  'Marchetti',
  'Dahl',
  'Benali',
  'Fuentes',
  'Tanabe',
  'Petrova',
  'Nowak',
  'Wójcik',
  'Almeida',
  'Okafor',
  'Keller',
  'Bianchi',
  'Yıldız',
  'Hansen',
  'Romano',
  'Farouk',
  'Novák',
  'de Vries',
  'Osei',
  'Vasquez',
  'Eriksson',
  'Lefèvre',
  'Bello',
  'Kowalska',
  'Aldén',
  "O'Brien",
  'Moreau',
  'Carvalho',
  'Sato',
  'Jansen',
  'Haddad',
  'Horvat',
  'Dupont',
];
const COMPANIES = [
  ['Fjordline Logistics', 'fjordline'],
  ['Atelier Nord', 'ateliernord'],
  ['Bluebird Bakery', 'bluebirdbakery'],
  ['Cedar & Stone', 'cedarstone'],
  ['Harbour Analytics', 'harbouranalytics'],
  ['Kite Studio', 'kitestudio'],
  ['Lumen Energy', 'lumenenergy'],
  ['Meadow Clinic', 'meadowclinic'],
  ['Orchard Software', 'orchardsoftware'],
  ['Pine Ridge Hotels', 'pineridgehotels'],
  ['Quarry Books', 'quarrybooks'],
  ['Riverside School', 'riversideschool'],
  ['Saltwater Films', 'saltwaterfilms'],
  ['Tern Architects', 'ternarchitects'],
  ['Umbra Optics', 'umbraoptics'],
  ['Willow Finance', 'willowfinance'],
] as const;
/** With the five of its import 120: enough for lists, stages and curves to look alive. */
const PEOPLE = 115;
const CITIES = ['Lisbon', 'Ghent', 'Oslo', 'Kraków', 'Lyon', 'Turin', 'Utrecht', 'Malmö', 'Porto', 'Graz', 'Galway', 'Tallinn'];
const PLANS = ['Free', 'Free', 'Team', 'Team', 'Team', 'Business'] as const;
const STAGES = ['Leads', 'Leads', 'Prospects', 'Customers', 'Customers'] as const;
const SEATS = { Free: 1, Team: 8, Business: 40 };

/** The same people every time, so that screenshots and tests can name them. */
export function sampleContacts(count = PEOPLE): SampleContact[] {
  return Array.from({ length: count }, (_, index) => sampleContact(index));
}

function sampleContact(index: number): SampleContact {
  const firstName = pick(FIRST_NAMES, index * 7 + Math.floor(index / 40));
  const lastName = pick(LAST_NAMES, index * 11 + Math.floor(index / 40) * 3);
  const [company, domain] = pick(COMPANIES, index * 5 + Math.floor(index / 16));
  const plan = pick(PLANS, index * 13 + 1);
  const stage = pick(STAGES, index * 3 + Math.floor(index / 5));
  // Uneven, and more of late: a list that grows.
  const addedDaysAgo = Math.floor((((index * 7919) % 997) / 997) ** 1.6 * 120);
  const hasMoved = stage !== 'Leads' && index % 3 === 1 && addedDaysAgo > 10;
  // A few, so that the audience has someone to leave out. Everyone has an address or a number, to be found again by.
  const hasNoEmail = index % 29 === 28;
  return {
    firstName,
    lastName,
    email: hasNoEmail ? null : `${plain(firstName)}.${plain(lastName)}${index >= 160 ? String(index) : ''}@${domain}.example`,
    phone: hasNoEmail || index % 3 === 0 ? `+4930555${String(10000 + index)}` : null,
    company,
    plan,
    city: pick(CITIES, index * 3 + Math.floor(index / 12)),
    seats: SEATS[plan] + (index % 7),
    stage,
    firstStage: hasMoved ? (stage === 'Customers' ? 'Prospects' : 'Leads') : stage,
    movedDaysAgo: hasMoved ? addedDaysAgo * 0.6 : null,
    readsNewsletter: index % 10 !== 9,
    addedDaysAgo,
  };
}

function pick<T>(values: readonly T[], index: number): T {
  return values[index % values.length] as T;
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ı/g, 'i')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
