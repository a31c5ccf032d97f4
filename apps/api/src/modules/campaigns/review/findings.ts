import type { PreflightDto } from '../ReviewDtos.js';

export function error(code: string, message: string, field?: string): PreflightDto {
  return { code, severity: 'error', message, ...(field ? { field } : {}) };
}

export function warning(code: string, message: string, field?: string): PreflightDto {
  return { code, severity: 'warning', message, ...(field ? { field } : {}) };
}

export function ok(code: string, message: string): PreflightDto {
  return { code, severity: 'ok', message };
}
