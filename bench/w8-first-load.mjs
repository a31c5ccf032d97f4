/** W8: what a browser fetches before the dashboard's first page works. */
import { measureFirstLoad } from '../tools/support/firstLoad.mjs';
import { report } from './support/figures.mjs';

const { kilobytes, limit } = measureFirstLoad();
report({ row: 'W8', what: 'JavaScript of the first load, gzip', figure: kilobytes, unit: 'kB', limit, better: 'lower' });
