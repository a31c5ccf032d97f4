export interface ShortcutGroup {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/** What the help dialog (?) lists. Whoever adds a key adds it here. */
export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['Ctrl', 'K'], does: 'Search and commands' },
      { keys: ['?'], does: 'This list' },
      { keys: ['G', 'H'], does: 'Go to Home' },
      { keys: ['G', 'I'], does: 'Go to Inbox' },
      { keys: ['G', 'C'], does: 'Go to Contacts' },
      { keys: ['G', 'B'], does: 'Go to Board' },
      { keys: ['G', 'L'], does: 'Go to Lists' },
      { keys: ['G', 'A'], does: 'Go to Campaigns' },
      { keys: ['G', 'T'], does: 'Go to Templates' },
      { keys: ['G', 'M'], does: 'Go to Mail lab' },
      { keys: ['G', 'S'], does: 'Go to Settings' },
      { keys: ['['], does: 'Fold or unfold the navigation' },
    ],
  },
  {
    title: 'Tables',
    keys: [
      { keys: ['/'], does: 'Search this table' },
      { keys: ['C'], does: 'Add a contact (on Contacts)' },
      { keys: ['↑', '↓'], does: 'Move between rows (also J and K)' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['X'], does: 'Select the row (also Space where there is no quick look)' },
      { keys: ['Space'], does: 'Quick look (on Contacts)' },
      { keys: [']'], does: 'Views, segments and lists (on Contacts)' },
      { keys: ['Esc'], does: 'Clear the selection' },
    ],
  },
  {
    title: 'Cells of the contact table',
    keys: [
      { keys: ['→'], does: 'Go from the row into its cells' },
      { keys: ['Shift', '↓'], does: 'Choose a range' },
      { keys: ['Enter'], does: 'Edit the cell (also F2)' },
      { keys: ['Tab'], does: 'Next cell; saves while editing' },
      { keys: ['Shift', 'Space'], does: 'Select the row' },
      { keys: ['Ctrl', 'C'], does: 'Copy for a spreadsheet' },
      { keys: ['Ctrl', 'V'], does: 'Paste from a spreadsheet, from this cell down and right' },
      { keys: ['Ctrl', 'Z'], does: 'Undo the last edit' },
      { keys: ['Esc'], does: 'Leave the cells' },
      { keys: ['Alt', '←'], does: 'Move the column (on its header); with Shift narrower or wider' },
    ],
  },
  {
    title: 'Board',
    keys: [
      { keys: ['↑', '↓', '←', '→'], does: 'Move between cards' },
      { keys: ['M'], does: 'Move the card to a stage' },
      { keys: ['Space'], does: 'Pick the card up; arrows move it, Space drops it' },
      { keys: ['Enter'], does: 'Open the contact' },
    ],
  },
  {
    title: 'A contact',
    keys: [{ keys: ['E'], does: 'Write an email' }],
  },
  {
    title: 'Inbox',
    keys: [
      { keys: ['J'], does: 'Next conversation (K: the one before)' },
      { keys: ['R'], does: 'Answer' },
      { keys: ['E'], does: 'Mark as done' },
      { keys: ['S'], does: 'Snooze' },
      { keys: ['U'], does: 'Mark as unread' },
    ],
  },
  {
    title: 'Duplicates',
    keys: [
      { keys: ['↑', '↓'], does: 'Move between pairs (also J and K)' },
      { keys: ['M'], does: 'Merge the two' },
      { keys: ['N'], does: 'Not a duplicate' },
      { keys: ['S'], does: 'Skip to the next pair' },
    ],
  },
  {
    title: 'Editing',
    keys: [
      { keys: ['Enter'], does: 'Save the field' },
      { keys: ['Esc'], does: 'Discard changes' },
    ],
  },
];
