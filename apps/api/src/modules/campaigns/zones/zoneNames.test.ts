import { ZoneNames } from './zoneNames.js';

describe('the time zone of a contact', () => {
  const names = new ZoneNames([{ key: 'east', label: 'Pacific/Auckland', colour: null, isArchived: false }]);

  it('is an IANA name, however it is written', () => {
    expect(['Europe/Berlin', ' europe/berlin\n', 'AMERICA/NEW_YORK', 'utc'].map((value) => names.read(value))).toEqual([
      'Europe/Berlin',
      'Europe/Berlin',
      'America/New_York',
      'UTC',
    ]);
  });

  it('keeps the name that people know where the system has an older one', () => {
    expect(['Asia/Kolkata', 'asia/kolkata', 'America/Argentina/Buenos_Aires'].map((value) => names.read(value))).toEqual([
      'Asia/Kolkata',
      'Asia/Kolkata',
      'America/Argentina/Buenos_Aires',
    ]);
  });

  it('is the label of a choice', () => {
    expect([names.read('east'), names.labelOf('east')]).toEqual(['Pacific/Auckland', 'Pacific/Auckland']);
  });

  it('is not known for anything else: an abbreviation, an offset, a name of the language, pages of text', () => {
    const values = [
      'CEST',
      '+02:00',
      'UTC+2',
      '',
      '  ',
      'Berlin',
      '__proto__',
      'constructor',
      'Europe/Berlin; DROP',
      '🕘',
      'E'.repeat(10_000),
    ];
    expect(values.map((value) => names.read(value))).toEqual(values.map(() => null));
  });
});
