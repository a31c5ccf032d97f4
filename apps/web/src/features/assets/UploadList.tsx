import { CloseButton } from '@mantine/core';
import classes from './Images.module.css';
import type { ImageUploads } from './useImageUploads';

/** What is on its way, and what was refused and why. */
export function UploadList({ uploads }: { uploads: ImageUploads }) {
  if (uploads.items.length === 0) return null;
  return (
    <ul className={classes.uploads} aria-label="Uploads">
      {uploads.items.map(({ key, name, share, problem }) => (
        <li key={key} className={classes.upload} data-refused={problem !== null || undefined}>
          <div className={classes.uploadText}>
            <span className={classes.uploadName} dir="auto">
              {name}
            </span>
            {problem === null ? (
              <progress className={classes.progress} max={1} value={share} aria-label={`Uploading ${name}`} />
            ) : (
              <span className={classes.problem} role="alert">
                {problem}
              </span>
            )}
          </div>
          <CloseButton
            size="sm"
            aria-label={problem === null ? `Stop uploading ${name}` : `Dismiss ${name}`}
            onClick={() => uploads.remove(key)}
          />
        </li>
      ))}
    </ul>
  );
}
