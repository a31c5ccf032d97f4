import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconGif } from '@tabler/icons-react';
import classes from './Images.module.css';
import type { LibraryImage } from './imageQueries';
import { isHeavy, ownAddress } from './imageWords';

interface ImageGridProps {
  images: readonly LibraryImage[];
  onOpen: (image: LibraryImage) => void;
  /** "Details of" or "Insert": what the button does, before the image's name. */
  verb: string;
  chosenId?: string | null;
}

/** Images by their looks; each is loaded when it comes into view. */
export function ImageGrid({ images, onOpen, verb, chosenId = null }: ImageGridProps) {
  return (
    <ul className={classes.grid} aria-label="Images">
      {images.map((image) => (
        <li key={image.id}>
          <button type="button" className={classes.card} aria-current={image.id === chosenId || undefined} onClick={() => onOpen(image)}>
            <span className={classes.picture}>
              <img src={ownAddress(image.smallUrl)} alt="" loading="lazy" decoding="async" />
            </span>
            <VisuallyHidden>{verb} </VisuallyHidden>
            <span className={classes.name} dir="auto">
              {image.name}
            </span>
            <span className={classes.meta}>
              {image.alt === null || isHeavy(image) ? (
                <>
                  <IconAlertTriangle size={13} className={classes.caution} aria-hidden />
                  {image.alt === null ? 'No alt text' : 'Large file'}
                </>
              ) : (
                <>
                  {image.frames > 1 && <IconGif size={15} aria-hidden />}
                  {image.width} × {image.height}
                </>
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
