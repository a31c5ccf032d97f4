import { type ActWords, changeWords, fieldLabel, oneChange, type ToldEntry } from '../../platform/audit/tellActs.js';

/** What is recorded of settings, secrets and the installation, and how the log tells it. */
export const settingActs = {
  'secret.set': 'set a secret',
  'secret.removed': 'removed a secret',
  'installation.sendingResumed': 'resumed sending in a copied or restored installation',
  'setting.changed': (entry) => settingWords(entry) ?? changeWords(entry),
  'setting.reset': (entry) => settingWords(entry) ?? 'setting reset',
  'installation.testMailSent': null,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    settings: keyof typeof settingActs;
  }
}

/** The record of such an entry is the setting: its key is told, not the word “value”. */
function settingWords({ changes, entityId }: ToldEntry): string | null {
  const value = changes.find(({ field }) => field === 'value');
  return value && entityId !== null ? oneChange({ ...value, label: fieldLabel(entityId) }) : null;
}
