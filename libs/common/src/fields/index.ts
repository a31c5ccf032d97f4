export * from './emptyWords.js';
export { NO_HINTS, type DateOrder, type FieldProblem, type FieldReading, type ReadingHints } from './fieldReading.js';
export * from './fieldRules.js';
export * from './fields.js';
export * from './fieldTypes.js';
export { booleanOf } from './readChoice.js';
export { decimalMarkOf } from './readDecimal.js';
export { writtenOrders } from './readMoment.js';
