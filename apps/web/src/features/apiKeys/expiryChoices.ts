const CHOICES = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: '1 year' },
];
const NEVER = 'never';

export const DEFAULT_EXPIRY = '90';

/** Only the owner may make a key that never expires. */
export function expiryChoices(isOwner: boolean): { value: string; label: string }[] {
  return isOwner ? [...CHOICES, { value: NEVER, label: 'Never' }] : CHOICES;
}

export function daysOf(choice: string): number | null {
  return choice === NEVER ? null : Number(choice);
}
