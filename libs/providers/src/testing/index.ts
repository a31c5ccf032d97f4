export * from './senderContract.js';
export * from './smtpFaults.js';
export * from './SmtpSink.js';
export * from './parseForContract.js';
