import { LOGO_MAX_MB } from '@rapport/common';
import { AppError, invalidField } from '../../platform/http/AppError.js';

export const unknownSetting = (key: string): AppError =>
  invalidField(`values.${key}`, 'setting.unknown', `There is no setting “${key.slice(0, 60)}” here.`);

export const notAValue = (key: string, hint: string): AppError => invalidField(`values.${key}`, 'setting.invalid', hint);

export const fixedByEnvironment = (key: string): AppError =>
  new AppError(
    'setting.fixedByEnvironment',
    409,
    `The setting “${key}” is fixed by an environment variable of the server. Remove the variable to choose it here.`,
  );

export const secretHasNoTest = (): AppError =>
  new AppError('secret.noTest', 409, 'There is no test for this secret. Use what it belongs to once, to see whether it works.');

export const notOperator = (): AppError =>
  new AppError('installation.notOperator', 403, 'Only the operator of this installation (its first account) may do this.');

export const logoTooLarge = (): AppError =>
  new AppError('branding.logoTooLarge', 413, `This file is larger than ${LOGO_MAX_MB} MB. Make the image smaller and upload it again.`);

export const logoMissing = (): AppError => new AppError('branding.noFile', 422, 'Choose an image file: PNG, JPEG or WebP.');

export const notAnImage = (): AppError =>
  new AppError(
    'branding.notAnImage',
    422,
    'This is not a PNG, JPEG or WebP image, or it is damaged. SVG is not accepted, because mail programs do not show it: export it as PNG.',
  );

export const logoTooManyPixels = (): AppError =>
  new AppError(
    'branding.tooManyPixels',
    422,
    'This image has too many pixels. Export it at no more than 4000 by 4000 and upload it again.',
  );

export const tooFewToApprove = (needed: number, approvers: number): AppError =>
  invalidField(
    'values.approvalsNeeded',
    'setting.tooFewApprovers',
    `Only ${approvers} ${approvers === 1 ? 'member' : 'members'} of this workspace can approve campaigns, fewer than ${needed}. Choose a smaller number, or make more members approvers first.`,
  );
