import { Initial1764000000000 } from './1764000000000-Initial.js';
import { PeopleAndSafety1764200000000 } from './1764200000000-PeopleAndSafety.js';
import { SystemMailAndBranding1764220000000 } from './1764220000000-SystemMailAndBranding.js';

/** In order of time; a new migration is appended (docs/CONTRIBUTING.md). */
export const migrations = [Initial1764000000000, PeopleAndSafety1764200000000, SystemMailAndBranding1764220000000];
