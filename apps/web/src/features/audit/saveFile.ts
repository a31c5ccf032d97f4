/** Hands a file that was fetched to the browser's downloads. */
export function saveFile(file: Blob | File, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then; freeing it at once would break the download in some.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
