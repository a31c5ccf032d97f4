import { StatusDot } from './StatusDot';
import { statusWord } from './statusWords';

/** `<Status kind="campaign" value={campaign.status} />` */
export function Status({ kind, value }: { kind: Parameters<typeof statusWord>[0]; value: string }) {
  return <StatusDot {...statusWord(kind, value)} />;
}
