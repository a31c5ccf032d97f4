/** The job of what follows some seconds after a message was accepted. */
export const LAB_LATER_JOB = 'mailLab.later';

/** In milliseconds. */
export const LATER_MS = 5_000;

export const LATER_FAULTS = ['softBounce', 'hardBounce', 'doubledReports'] as const;
export type LaterFault = (typeof LATER_FAULTS)[number];

export interface LabLater {
  readonly workspaceId: string;
  readonly labMessageId: string;
  /** Of the event that it notes. */
  readonly eventId: string;
  readonly fault: LaterFault;
}
