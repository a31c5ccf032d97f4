import { ActionIcon, Anchor, FileButton, Loader, Text, Tooltip } from '@mantine/core';
import { MOST_NOTE_FILES, NOTE_FILE_MAX_MB, type NoteFile } from '@rapport/common';
import { IconFile, IconPaperclip, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { formatBytes } from '../../shared/format/format';
import classes from './Timeline.module.css';
import { noteFileUrl, useUploadNoteFile } from './timelineQueries';

/** Files on their way to a note. `change` gets what the note has then, whatever happened meanwhile. */
export function useNoteFiles(
  workspaceId: string,
  contactId: string,
  change: (next: (files: readonly NoteFile[]) => readonly NoteFile[]) => void,
) {
  const upload = useUploadNoteFile(workspaceId, contactId);
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const [error, setError] = useState<string | null>(null);
  const add = async (chosen: readonly File[], present: number) => {
    const [fitting, tooLarge] = [chosen.filter(fits), chosen.filter((file) => !fits(file))];
    const some = fitting.slice(0, Math.max(0, MOST_NOTE_FILES - present));
    setError(
      tooLarge[0]
        ? `${tooLarge[0].name} is larger than ${NOTE_FILE_MAX_MB} MB. Share a link to it instead.`
        : some.length < fitting.length
          ? `A note can have ${MOST_NOTE_FILES} files.`
          : null,
    );
    setWaiting((names) => [...names, ...some.map(({ name }) => name)]);
    for (const file of some) {
      try {
        const stored = await upload.mutateAsync(file);
        change((files) => [...files, stored]);
      } catch (failure) {
        setError(`Couldn’t upload ${file.name}. ${messageOf(failure)}`);
      } finally {
        setWaiting((names) => names.toSpliced(names.indexOf(file.name), 1));
      }
    }
  };
  return { add, waiting, error };
}

const fits = ({ size }: File): boolean => size <= NOTE_FILE_MAX_MB * 1024 * 1024;

/** Opens the browser's choice of files. */
export function AttachButton({ onChoose }: { onChoose: (files: readonly File[]) => void }) {
  const reset = useRef<() => void>(null);
  return (
    <FileButton
      multiple
      resetRef={reset}
      onChange={(files) => {
        onChoose(files);
        reset.current?.();
      }}
    >
      {(props) => (
        <Tooltip label="Attach files">
          <ActionIcon {...props} variant="subtle" color="gray" aria-label="Attach files">
            <IconPaperclip size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
}

interface FileChipsProps {
  workspaceId: string;
  contactId: string;
  files: readonly NoteFile[];
  /** Names of files that are being uploaded. */
  waiting?: readonly string[];
  error?: string | null;
  onRemove?: (id: string) => void;
}

/** The files of a note: a click saves one. */
export function FileChips({ workspaceId, contactId, files, waiting = [], error = null, onRemove }: FileChipsProps) {
  if (files.length === 0 && waiting.length === 0 && !error) return null;
  return (
    <>
      <ul className={classes.files} aria-label="Files" aria-busy={waiting.length > 0}>
        {files.map(({ id, name, size }) => (
          <li key={id} className={classes.file}>
            <IconFile size={14} stroke={1.7} aria-hidden />
            <Anchor href={noteFileUrl(workspaceId, contactId, id)} download={name} className={classes.fileName} dir="auto" title={name}>
              {name}
            </Anchor>
            <span className={classes.fileSize}>{formatBytes(size)}</span>
            {onRemove && (
              <ActionIcon size="xs" variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={() => onRemove(id)}>
                <IconX size={12} />
              </ActionIcon>
            )}
          </li>
        ))}
        {waiting.map((name, index) => (
          <li key={`${index}-${name}`} className={classes.file}>
            <Loader size={12} aria-label="Uploading" />
            <span className={classes.fileName} dir="auto">
              {name}
            </span>
          </li>
        ))}
      </ul>
      {error && (
        <Text size="sm" c="var(--rp-negative)" role="alert" mt={4}>
          {error}
        </Text>
      )}
    </>
  );
}
