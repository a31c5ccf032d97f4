/** What other modules use of this one besides its service. */
export type { FigureSource } from './FigureSource.js';
export type { DayFigure, Totals } from './FiguresService.js';
export { sliceIn } from './slices.js';
