import { IMAGE_MAX_MB, IMAGES_MOST, IMAGES_MOST_MB } from '@rapport/common';
import { AppError, notFound } from '../../platform/http/AppError.js';
import { imageLimits } from './imageLimits.js';

const number = (count: number): string => count.toLocaleString('en');

export const imageNotFound = (): AppError => notFound('image');

export const noImageFile = (): AppError => new AppError('image.noFile', 422, 'Choose an image file: PNG, JPEG, WebP, GIF or SVG.');

export const imageTooLarge = (): AppError =>
  new AppError('image.tooLarge', 413, `This file is larger than ${IMAGE_MAX_MB} MB. Make the image smaller and upload it again.`);

export const notAnImage = (): AppError =>
  new AppError(
    'image.notAnImage',
    422,
    'This is not a PNG, JPEG, WebP, GIF or SVG image, or it is damaged. Open it in an image program, export it as PNG or JPEG, and upload that.',
  );

export const imageTooManyPixels = (width: number, height: number): AppError =>
  new AppError(
    'image.tooManyPixels',
    422,
    `This image has ${number(width)} by ${number(height)} pixels, more than ${number(imageLimits.pixels / 1_000_000)} million. Make it smaller and upload it again.`,
  );

export const imageTooManyFrames = (frames: number): AppError =>
  new AppError(
    'image.tooManyFrames',
    422,
    `This animation has ${number(frames)} pictures, more than ${number(imageLimits.frames)}. Shorten it and upload it again.`,
  );

export const svgTooLarge = (): AppError =>
  new AppError('image.svgTooLarge', 422, 'This SVG is larger than 1 MB. Export it as PNG and upload that.');

export const svgWithEntities = (): AppError =>
  new AppError(
    'image.svgEntities',
    422,
    'This SVG declares entities, which are not read. Export it as plain SVG or as PNG and upload that.',
  );

export const svgWithForeignParts = (): AppError =>
  new AppError(
    'image.svgForeignParts',
    422,
    'This SVG holds pictures or text that only browsers draw (image, feImage or foreignObject). Export it as PNG and upload that.',
  );

export const imageTooSlow = (cause: Error): AppError =>
  new AppError('image.tooSlow', 422, 'This image takes too long to draw. Make it smaller or simpler and upload it again.', { cause });

export const imagesBusy = (cause: Error): AppError =>
  new AppError('image.busy', 503, 'The server is drawing many images at the moment. Upload this one again in a minute.', { cause });

export const imageInterrupted = (cause: Error): AppError =>
  new AppError('image.interrupted', 503, 'The image was not finished. Upload it again.', { cause });

export const tooManyImages = (): AppError =>
  new AppError(
    'image.tooMany',
    409,
    `A workspace has at most ${number(IMAGES_MOST)} images. Delete those that are no longer used, then upload this one again.`,
  );

export const imagesTakeTooMuch = (): AppError =>
  new AppError(
    'image.noRoom',
    409,
    `The images of this workspace would take more than ${number(IMAGES_MOST_MB)} MB. Delete large ones that are no longer used; those in the trash count for 30 days.`,
  );

export const sameAsOther = (name: string): AppError =>
  new AppError(
    'image.sameAsOther',
    409,
    `This is the picture of the image “${name.slice(0, 80)}” already. Use that one, or choose another file.`,
  );

export const imageUploadedMeanwhile = (): AppError =>
  new AppError('image.uploadedMeanwhile', 409, 'The same image was uploaded at this moment. Try again.');

export const imageChangedMeanwhile = (version: number): AppError =>
  new AppError('image.changedMeanwhile', 409, 'This image was changed since you opened it. Reload it and repeat your change.', {
    details: { version },
  });
