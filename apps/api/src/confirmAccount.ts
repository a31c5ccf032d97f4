import 'reflect-metadata';
import { confirmByOperator } from './modules/auth/account/confirmByOperator.js';
import { runForAccount } from './runForAccount.js';

/** `npm run account:confirm -- ann@example.com`. On SQLite the server has to be stopped. */
await runForAccount('account:confirm', confirmByOperator, ({ name, wasConfirmed }) =>
  wasConfirmed
    ? `The address of ${name} was confirmed before. Nothing was changed.`
    : `The address of ${name} is confirmed. If you are not sure that the account is theirs, run account:recover and give them the link.`,
);
