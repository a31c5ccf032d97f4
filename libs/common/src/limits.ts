/** Limits that the API enforces and the dashboard names in its sentences. */

/** A deleted contact stays in the trash for so many days. */
export const CONTACT_TRASH_DAYS = 30;

/** A deleted workspace can be restored for so many days. */
export const WORKSPACE_RESTORE_DAYS = 30;

/** A live API key counts as unused after so many days. */
export const API_KEY_UNUSED_DAYS = 30;

/** A confirmed identity (password or second factor) holds for so many minutes. */
export const STEP_UP_MINUTES = 10;

export const PASSWORD_MIN_LENGTH = 10;

/** The largest logo, in units of 1,048,576 bytes. */
export const LOGO_MAX_MB = 2;

/** The largest image of the library as it is uploaded, in units of 1,048,576 bytes. */
export const IMAGE_MAX_MB = 25;
/** Of a message with its images that is imported as a template. */
export const TEMPLATE_IMPORT_MAX_MB = 25;
/** Images of a workspace, and what their files take together, in units of 1,000,000 bytes. Those in the trash count. */
export const IMAGES_MOST = 5_000;
export const IMAGES_MOST_MB = 1_000;
/** A deleted image stays in the trash for so many days. */
export const IMAGE_TRASH_DAYS = 30;
/** From here on an image makes a message slow to open on a phone, in units of 1,000 bytes. */
export const IMAGE_HEAVY_KB = 300;

/** Gmail cuts a message off after so many bytes, in units of 1,000. */
export const GMAIL_CLIPS_AFTER_KB = 102;

/** The largest file of a note, in units of 1,048,576 bytes. */
export const NOTE_FILE_MAX_MB = 25;
export const MOST_NOTE_FILES = 10;

/** Days for which a merge can be undone. */
export const MERGE_UNDO_DAYS = 90;
/** Contacts that become one in one go. */
export const MOST_MERGED = 10;

/** The file of an export can be downloaded for so many days. */
export const EXPORT_FILE_DAYS = 7;

/** The longest text that AI is asked to work on, in characters. */
export const AI_TEXT_MAX = 20_000;
