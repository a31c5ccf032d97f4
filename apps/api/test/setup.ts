// Loaded by jest before every API test file: class-validator, TypeORM and Nest read decorator metadata as classes are defined.
import 'reflect-metadata';
import { watchTransactions } from '../src/platform/database/transactionScope.js';

watchTransactions();
