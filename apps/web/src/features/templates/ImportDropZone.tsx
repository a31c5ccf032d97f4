import '@mantine/dropzone/styles.layer.css';
import { Dropzone } from '@mantine/dropzone';
import { TEMPLATE_IMPORT_MAX_MB } from '@rapport/common';
import { IconFileImport } from '@tabler/icons-react';
import classes from './ImportDialog.module.css';

/** Loaded with the dialog. Takes any file: the server looks inside, and says what it is when it cannot be imported. */
export function ImportDropZone({ onFile, isBusy }: { onFile: (file: File) => void; isBusy: boolean }) {
  return (
    <Dropzone
      className={classes.drop}
      multiple={false}
      loading={isBusy}
      onDrop={(files) => {
        const [file] = files;
        if (file) onFile(file);
      }}
      inputProps={{ 'aria-label': 'Template file' }}
      aria-label="Choose an HTML, MJML or ZIP file, or drop one here"
    >
      <IconFileImport size={32} stroke={1.4} className={classes.dropIcon} aria-hidden />
      <span className={classes.dropTitle}>Drop an HTML, MJML or ZIP file here, or click to choose</span>
      <span className={classes.dropText}>Up to {TEMPLATE_IMPORT_MAX_MB} MB. Images in a ZIP go to your image library.</span>
    </Dropzone>
  );
}
