import { useContext, type ReactNode } from 'react';
import { WorkspaceContext } from '../../shared/workspace/WorkspaceContext';

const style = { display: 'grid', placeItems: 'center', minHeight: '70dvh' } as const;

/** One message in the middle of the page. Inside the shell there is a main landmark already. */
export function Lonely({ children }: { children: ReactNode }) {
  const isInShell = useContext(WorkspaceContext) !== null;
  return isInShell ? <div style={style}>{children}</div> : <main style={style}>{children}</main>;
}
