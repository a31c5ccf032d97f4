import { AppError } from '../../platform/http/AppError.js';
export const sampleExists = ()=>new AppError('sample.exists', 409, 'You already have a sample workspace. Open it from the workspace switcher, or remove it first.');
