import { Initial1764000000000 } from './1764000000000-Initial.js';
/** In order of time; a new migration is appended (docs/CONTRIBUTING.md). */ export const migrations = [
    Initial1764000000000
];
