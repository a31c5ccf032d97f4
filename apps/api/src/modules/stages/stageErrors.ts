import { type AppError, notFound } from '../../platform/http/AppError.js';

export const stageNotFound = (): AppError => notFound('stage');
