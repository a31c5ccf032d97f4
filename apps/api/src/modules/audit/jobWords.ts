const WORDS: Readonly<Record<string, string>> = {
  mailLab: 'Mail lab',
  'consent.delivery': 'Delivery reports',
};

/** “campaigns.sweep” → “Rapport (campaigns, sweep)”: work that nobody clicked for, told apart by its name. */
export function jobWords(name: string | null): string {
  if (name === null) return 'Rapport';
  const words =
    WORDS[name] ??
    name
      .replace(/\./g, ', ')
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase();
  return `Rapport (${words})`;
}
