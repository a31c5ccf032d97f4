import type { ContactFilter } from './contactFilters';

/** Asks what of these contacts is to be exported; `what` says in words which they are. */
export type ExportContacts = (contacts: { contactIds?: string[]; filter?: ContactFilter }, what: string) => void;
