import type { SampleContact } from './sampleContacts.js';

const HEADER = 'First name,Last name,Email,Company,Plan,City,Seats';
const NEWCOMERS = [
  'Ada,Verhoeven,ada.verhoeven@harbouranalytics.example,Harbour Analytics,Team,Ghent,8',
  'Milan,Kovač,milan.kovac@lumenenergy.example,Lumen Energy,Free,Graz,1',
  'Inês,Tavares,ines.tavares@quarrybooks.example,Quarry Books,Business,Porto,42',
  'Rory,Gallagher,rory.gallagher@riversideschool.example,Riverside School,Free,Galway,1',
  'Liis,Tamm,liis.tamm@ternarchitects.example,Tern Architects,Team,Tallinn,9',
  'Hugo,Lambert,hugo.lambert@,Willow Finance,Team,Lyon,8',
];
/** Of those who are known already: their seats have changed. */
const KNOWN = 2;

/** What came back from a trade fair, `daysAgo` days before the sample is made: new people, some who are known, and one typing error. */
export function sampleImport(people: readonly SampleContact[], daysAgo: number): { fileName: string; text: string } {
  const known = people.filter(({ addedDaysAgo, email, lastName }) => addedDaysAgo > daysAgo && email !== null && /^\w+$/.test(lastName));
  const rows = known
    .slice(0, KNOWN)
    .map(({ firstName, lastName, email, company, plan, city, seats }) =>
      [firstName, lastName, email, company, plan, city, seats + 3].join(','),
    );
  return { fileName: 'harbour-fair.csv', text: [HEADER, ...NEWCOMERS.slice(0, 3), ...rows, ...NEWCOMERS.slice(3), ''].join('\n') };
}
