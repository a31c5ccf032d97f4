import '@mantine/dropzone/styles.layer.css';
import { Dropzone } from '@mantine/dropzone';
import { IconFileTypeCsv } from '@tabler/icons-react';
import classes from './NewImport.module.css';

/** Loaded with the page that needs it. Takes any file: the server looks inside, and says what it is when it is no CSV. */
export function DropArea({ onFile, isBusy }: { onFile: (file: File) => void; isBusy: boolean }) {
  return (
    <Dropzone
      className={classes.drop}
      multiple={false}
      disabled={isBusy}
      onDrop={(files) => {
        const [file] = files;
        if (file) onFile(file);
      }}
      inputProps={{ 'aria-label': 'CSV file' }}
      aria-label="Choose a CSV file, or drop one here"
    >
      <IconFileTypeCsv size={36} stroke={1.4} className={classes.dropIcon} aria-hidden />
      <span className={classes.dropTitle}>Drop a CSV file here</span>
      <span className={classes.dropText}>or click to choose one</span>
    </Dropzone>
  );
}
