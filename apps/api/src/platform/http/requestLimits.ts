/**
 * How much one request may be, all in one place (docs/SECURITY.md lists them with the answer each gives). Generous for people and
 * programs that mean well; their sense is that nothing a stranger sends costs more than a moment.
 */
export const requestLimits = {
  /** Anything but an upload. The largest honest one is a template with its body of a million characters. */
  bodyBytes: 5 * 1024 * 1024,
  /** Of the same without a session and without a key: forms to sign in, to register, to accept an invitation. */
  strangerBytes: 64 * 1024,
  /** Objects and lists inside one another. Our deepest has six. */
  depth: 32,
  /** Keys of one object. The widest honest one gives a contact a value for each custom field. */
  keys: 200,
  /** Keys and list entries of a whole body. The largest honest one maps the columns of a very wide file. */
  nodes: 10_000,
  /** Of a form that is no upload; one-click unsubscribing sends one. */
  formFields: 100,
  urlBytes: 8 * 1024,
  /** Repeated ones count each. */
  queryParameters: 100,
  /** Of all headers and the URL together. */
  headerBytes: 16 * 1024,
  headers: 100,
  /** Unsubscribe links carry what they stand for; with a long address that is more than the 100 characters Fastify allows. */
  pathParameterLength: 800,
  multipart: { files: 1, fields: 20, parts: 21, fieldBytes: 64 * 1024, fieldNameBytes: 100, partHeaders: 20 },
  /** What an error answer may say, so that it is never an amplifier. */
  error: { bytes: 16 * 1024, fields: 20, pathLength: 100, messageLength: 1_000 },
  /** Headers have to be complete after this; browsers need milliseconds. */
  headersMs: 15_000,
  /** The body of anything but an upload. */
  bodyMs: 30_000,
  /** A whole upload: a gigabyte over a slow line (10 Mbit/s) takes a quarter of an hour. */
  uploadMs: 30 * 60_000,
  /** A connection on which nothing moves; live events send a heartbeat every 25 s. */
  idleMs: 120_000,
  /** Between two requests of one connection; longer than the minute for which proxies keep theirs. */
  keepAliveMs: 75_000,
} as const;
