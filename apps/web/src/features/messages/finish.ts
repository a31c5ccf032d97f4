/** What else is done with sending, and taken back with it. */
export interface Finish {
  /** Of the second button: “Send and mark as done”. */
  readonly label: string;
  readonly act: () => void;
  readonly undo: () => void;
}
