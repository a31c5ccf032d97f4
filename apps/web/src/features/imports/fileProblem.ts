/** What can be said about a file before it travels; everything else the server finds by looking inside. */
export function fileProblem(file: Pick<File, 'name' | 'size'>): string | null {
  if (file.size === 0) return 'The file is empty (0 bytes). Export your contacts again, then choose the new file.';
  if (/\.(xlsx?|ods|numbers)$/i.test(file.name))
    return 'This is a spreadsheet, not a CSV file. Open it in your spreadsheet program, save it as CSV, then choose that file.';
  if (/\.vcf$/i.test(file.name)) return 'This is a vCard file. Export the address book again and choose CSV as the format.';
  return null;
}
