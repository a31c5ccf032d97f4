/** Milliseconds. Every verb is covered: name look-up, connecting, greeting and TLS, each answer, and a whole message. */
export interface SmtpTimeouts {
  readonly dns: number;
  readonly connect: number;
  readonly greeting: number;
  /** From the first connection attempt until greeting, EHLO and STARTTLS are done. */
  readonly open: number;
  /** Silence while an answer is due. */
  readonly answer: number;
  /** From MAIL FROM to the answer after the final dot, however slowly it trickles. */
  readonly message: number;
  /** A connection that had nothing to do this long is closed by us, before the server does it in the middle of a message. */
  readonly idle: number;
  /** How long a check takes when it finds no mail server at a private address, whatever else it meets there. */
  readonly privateCheck: number;
}

/** RFC 5321 allows a server ten minutes after the final dot; after two we prefer to say that we don't know. Checks before sending wait 8 seconds, so `privateCheck` is less. */
export const defaultSmtpTimeouts: SmtpTimeouts = {
  dns: 10_000,
  connect: 15_000,
  greeting: 30_000,
  open: 60_000,
  answer: 120_000,
  message: 180_000,
  idle: 20_000,
  privateCheck: 7_000,
};
