import type { FixedTarget } from './targets.js';

/**
 * What people call the fixed fields at the top of a column: English, German, French, Spanish, Italian, Dutch, Portuguese and Polish,
 * most telling names first. Compared without case, accents, blanks and punctuation, so `E-Mail`, `e_mail` and `EMAIL` are one.
 */
const NAMES: Readonly<Record<Exclude<FixedTarget, 'ignore'>, readonly string[]>> = {
  primaryEmail: [
    'email', 'e-mail', 'email address', 'e-mail address', 'primary email', 'mail', 'work email', 'business email', 'contact email', 'email 1', 'email1', 'e-mail 1 value',
    'e-mail-adresse', 'mailadresse', 'emailadresse', 'e-mail geschäftlich',
    'adresse e-mail', 'adresse mail', 'adresse email', 'courriel', 'adresse courriel', 'adresse électronique', 'mél',
    'correo', 'correo electrónico', 'dirección de correo', 'dirección de correo electrónico',
    'posta elettronica', 'indirizzo email', 'indirizzo e-mail', 'indirizzo di posta elettronica',
    'e-mailadres', 'mailadres', 'endereço de email', 'endereço de e-mail', 'adres e-mail', 'adres email',
  ],
  firstName: [
    'first name', 'firstname', 'given name', 'forename', 'first', 'fname', 'christian name',
    'vorname', 'prénom', 'nombre', 'nombre de pila', 'primer nombre', 'nome', 'nome di battesimo', 'voornaam', 'primeiro nome', 'imię', 'imie',
  ],
  lastName: [
    'last name', 'lastname', 'surname', 'family name', 'last', 'lname',
    'nachname', 'familienname', 'zuname', 'nom de famille', 'nom', 'apellido', 'apellidos', 'primer apellido', 'cognome',
    'achternaam', 'familienaam', 'sobrenome', 'apelido', 'último nome', 'nazwisko',
  ],
  fullName: [
    'full name', 'fullname', 'name', 'contact name', 'contact', 'display name', 'customer name', 'person', 'file as',
    'vollständiger name', 'ansprechpartner', 'kontakt', 'vor- und nachname', 'nom complet', 'nom et prénom', 'nombre completo', 'nombre y apellidos',
    'nome completo', 'nome e cognome', 'nominativo', 'volledige naam', 'naam', 'imię i nazwisko', 'imie i nazwisko',
  ],
  primaryPhone: [
    'phone', 'phone number', 'mobile', 'mobile phone', 'mobile number', 'cell', 'cell phone', 'cellphone', 'telephone', 'telephone number', 'tel', 'primary phone', 'work phone',
    'business phone', 'sms', 'phone 1 value', 'whatsapp',
    'telefon', 'telefonnummer', 'handy', 'handynummer', 'mobil', 'mobiltelefon', 'mobilnummer', 'rufnummer', 'telefon geschäftlich',
    'téléphone', 'numéro de téléphone', 'portable', 'téléphone portable', 'mobile pro', 'teléfono', 'número de teléfono', 'móvil', 'teléfono móvil', 'celular',
    'telefono', 'numero di telefono', 'cellulare', 'telefoon', 'telefoonnummer', 'mobiel', 'mobiele telefoon', 'gsm', 'telefone', 'telemóvel',
  ],
  company: [
    'company', 'company name', 'organization', 'organisation', 'organization name', 'organisation name', 'organization 1 name', 'account', 'account name', 'employer', 'business', 'business name', 'associated company',
    'firma', 'firmenname', 'unternehmen', 'organisation name', 'société', 'entreprise', "nom de l'entreprise", 'raison sociale',
    'empresa', 'nombre de la empresa', 'compañía', 'organización', 'azienda', 'ditta', 'società', 'ragione sociale', 'bedrijf', 'bedrijfsnaam', 'organisatie',
  ],
  createdOn: [
    'created on', 'created at', 'created', 'date created', 'create date', 'creation date', 'date added', 'added on', 'added time', 'signup date', 'subscribed at', 'optin time',
    'erstellt am', 'angelegt am', 'erstellungsdatum', 'date de création', 'créé le', "date d'ajout", 'fecha de creación', 'creado el',
    'data di creazione', 'creato il', 'aangemaakt op', 'datum aangemaakt', 'data de criação',
  ],
};

/** A header as it is compared: lower case, no accents, letters and digits only. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

export interface HeaderMatch {
  readonly target: FixedTarget;
  /** 0 is the most telling name of its field. */
  readonly rank: number;
}

/** The field a header names, or null. */
export function fieldOfHeader(header: string): HeaderMatch | null {
  return MATCHES.get(headerKey(header)) ?? null;
}

const MATCHES: ReadonlyMap<string, HeaderMatch> = buildMatches();

function buildMatches(): Map<string, HeaderMatch> {
  const matches = new Map<string, HeaderMatch>();
  for (const target of Object.keys(NAMES) as (keyof typeof NAMES)[]) {
    NAMES[target].forEach((name, rank) => {
      const key = headerKey(name);
      if (!matches.has(key)) matches.set(key, { target, rank });
    });
  }
  return matches;
}
