/**
 * `queued`: is sent when it is due, and can be cancelled until then. `sending`: was handed to the sender; no answer yet. `uncertain`: it may
 * have been sent, and nobody knows.
 */
export const DIRECT_MESSAGE_STATES = ['queued', 'sending', 'sent', 'failed', 'uncertain', 'cancelled'] as const;
export type DirectMessageState = (typeof DIRECT_MESSAGE_STATES)[number];

/** How long after "Send" it can be called back: a little longer than the dashboard offers it. */
export const UNDO_MS = 11_000;
/** Longer than any message may take, so that nobody calls one uncertain whose answer is still awaited. */
export const ANSWER_MS = 5 * 60_000;
/** Bytes of all files of one message: encoded they are a third larger, and most servers refuse mail beyond 25 MB. */
export const MOST_FILE_BYTES = 15 * 1024 * 1024;
