import '@mantine/dropzone/styles.layer.css';
import { Dropzone } from '@mantine/dropzone';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import classes from './NewImport.module.css';

/** Loaded with the page that needs it. Takes any file: the server looks inside, and says what it is when it cannot be imported. */
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
      inputProps={{ 'aria-label': 'File of contacts' }}
      aria-label="Choose a CSV, Excel or vCard file, or drop one here"
    >
      <IconFileSpreadsheet size={36} stroke={1.4} className={classes.dropIcon} aria-hidden />
      <span className={classes.dropTitle}>Drop a CSV, Excel or vCard file here</span>
      <span className={classes.dropText}>or click to choose one</span>
    </Dropzone>
  );
}
