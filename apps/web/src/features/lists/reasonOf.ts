import type { ListHistoryEntry } from './listQueries';

/** Why someone joined or left, and by whom: “Imported from people.csv, by Ada”. */
export function reasonOf({ cause, causeName, actorName }: Pick<ListHistoryEntry, 'cause' | 'causeName' | 'actorName'>): string {
  const by = actorName === null ? '' : `, by ${actorName}`;
  switch (cause) {
    case 'member':
      return actorName === null ? 'By a former member' : `By ${actorName}`;
    case 'api':
      return causeName === null ? `Through the API${by}` : `Through the API key “${causeName}”${by}`;
    case 'import':
      return causeName === null ? `By an import${by}` : `Imported from ${causeName}${by}`;
    case 'bulk':
      return `Bulk action${by}`;
    case 'undo':
      return `Undo${by}`;
    case 'merge':
      return `Merged with another contact${by}`;
    case 'form':
      return causeName === null ? 'By a sign-up form' : `By the sign-up form “${causeName}”`;
    case 'system':
      return 'By Rapport';
    case null:
      return 'Before reasons were recorded';
  }
}
