/** What other modules use of this one besides its services. */
export { MembershipDto, WorkspaceDto } from './WorkspaceDtos.js';
export type { MemberRow } from './MemberRepository.js';
