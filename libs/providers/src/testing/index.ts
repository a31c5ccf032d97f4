export * from './senderContract.js';
export * from './smtpFaults.js';
export * from './SmtpSink.js';
export * from './parseForContract.js';
export * from './GmailServer.js';
export * from './MailgunServer.js';
export * from './GraphServer.js';
export * from './vendorSpec.js';
