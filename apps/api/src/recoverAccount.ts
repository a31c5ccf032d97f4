import 'reflect-metadata';
import { recoverByOperator } from './modules/auth/account/recoverByOperator.js';
import { runForAccount } from './runForAccount.js';

/** `npm run account:recover -- ann@example.com`. On SQLite the server has to be stopped. The link is shown here and nowhere else. */
await runForAccount('account:recover', recoverByOperator, ({ hadSecondFactor, endedSessions, link }) =>
  [
    `${hadSecondFactor ? 'Two-step verification is off now. ' : ''}${endedSessions} sessions ended.`,
    `A new password can be chosen here, once, within an hour:\n${link}`,
  ].join('\n'),
);
