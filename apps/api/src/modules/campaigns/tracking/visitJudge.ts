import { groupBy } from '../../../platform/collections/groupBy.js';
import type { Device } from './devices.js';
import type { VisitorKind } from './visitors.js';

/** An address of ours that was fetched. */
export interface Visit {
  readonly campaignId: string;
  readonly recipientId: string | null;
  readonly linkKey: string;
  readonly type: 'opened' | 'clicked';
  readonly visitor: VisitorKind;
  readonly device: Device;
  readonly at: Date;
  /** performance.now() */
  readonly arrivedAt: number;
}

/** So many links of one message... */
const MANY = 3;
/** ...within so many milliseconds are followed by no hand. */
const AT_ONCE_MS = 2_000;
/** Before a person has seen that a message is there. */
const TOO_SOON_MS = 5_000;
/** Those that came with many others for the same message are a scanner's. `around`: everything of late, also what is judged. */
export function withMachines(visits: readonly Visit[], around: readonly Visit[]): Visit[] {
  const clicks = groupBy(
    around.filter(({ type, recipientId }) => type === 'clicked' && recipientId !== null),
    ({ recipientId }) => recipientId as string,
  );
  return visits.map((visit) => {
    if (visit.type !== 'clicked' || visit.recipientId === null || visit.visitor === 'machine') return visit;
    const near = (clicks.get(visit.recipientId) ?? []).filter(({ at }) => Math.abs(at.getTime() - visit.at.getTime()) <= AT_ONCE_MS);
    return new Set(near.map(({ linkKey }) => linkKey)).size >= MANY ? { ...visit, visitor: 'machine' } : visit;
  });
}

/** A click so soon after the message had left that nobody can have read it. */
export function isTooSoon(at: Date, sentAt: string | null): boolean {
  return sentAt === null || at.getTime() - Date.parse(sentAt) < TOO_SOON_MS;
}
