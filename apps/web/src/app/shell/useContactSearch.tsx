import { useNavigate } from 'react-router';
import { usePaletteSource } from '../../shared/palette/paletteRegistry';
import { paths } from '../../shared/paths';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

const SHOWN = 6;

/** Finds people from the command palette. The contacts' code is fetched with the first search. */
export function useContactSearch(): void {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  usePaletteSource({
    id: 'contacts',
    search: async (query, signal) => {
      const [{ searchContacts, similarContacts }, { foundWords }] = await Promise.all([
        import('../../features/contacts/contactQueries'),
        import('../../features/contacts/foundIn'),
      ]);
      const { items } = await searchContacts(workspaceId, query, signal);
      const isSimilar = items.length === 0;
      const contacts = isSimilar ? await similarContacts(workspaceId, query, signal) : items;
      return contacts.slice(0, SHOWN).map((contact) => ({
        id: `contact-${contact.id}`,
        label: contact.displayName,
        description: [contact.primaryEmail, contact.company, foundWords(contact)].filter(Boolean).join(' · '),
        group: isSimilar ? 'Similar contacts' : 'Contacts',
        isSimilar,
        icon: <PersonAvatar name={contact.displayName} seed={contact.id} size={20} />,
        run: () => void navigate(paths.contact(workspaceId, contact.id)),
      }));
    },
  });
}
