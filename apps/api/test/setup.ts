// Loaded by jest before every API test file: class-validator, TypeORM and Nest read decorator metadata as classes are defined.
import 'reflect-metadata';
import { pathToFileURL } from 'node:url';
import { watchTransactions } from '../src/platform/database/transactionScope.js';
import { threadRuntime } from '../src/platform/threads/threadFile.js';

watchTransactions();
threadRuntime.extension = '.ts';
threadRuntime.execArgv = ['--import', pathToFileURL(`${process.cwd()}/tools/jest/typescriptThreads.mjs`).href];
