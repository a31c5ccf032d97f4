import '@mantine/dropzone/styles.layer.css';
import { Dropzone } from '@mantine/dropzone';
import { IMAGE_MAX_MB } from '@rapport/common';
import { IconPhotoPlus } from '@tabler/icons-react';
import classes from './Images.module.css';

/** Loaded with what needs it. Takes any file: the server looks inside, and says what it is when it is no image. */
export function ImageDropZone({ onFiles, isSmall = false }: { onFiles: (files: File[]) => void; isSmall?: boolean }) {
  return (
    <Dropzone
      className={classes.drop}
      data-small={isSmall || undefined}
      onDrop={onFiles}
      inputProps={{ 'aria-label': 'Image files' }}
      aria-label="Choose images, or drop some here"
    >
      <IconPhotoPlus size={isSmall ? 22 : 32} stroke={1.4} className={classes.dropIcon} aria-hidden />
      <span className={classes.dropTitle}>Drop images here, or click to choose</span>
      <span className={classes.dropText}>
        PNG, JPEG, WebP, GIF or SVG, up to {IMAGE_MAX_MB} MB each. Places and camera data are taken out.
      </span>
    </Dropzone>
  );
}
