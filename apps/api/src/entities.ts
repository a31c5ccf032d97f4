import { ContactPoint } from './modules/contacts/entities/ContactPoint.js';
import { User } from './modules/users/entities/User.js';
import { Invitation } from './modules/workspaces/entities/Invitation.js';
import { Workspace } from './modules/workspaces/entities/Workspace.js';
import { WorkspaceMember } from './modules/workspaces/entities/WorkspaceMember.js';

/** Every TypeORM entity. A test compares them with the migrated tables. */
export const entities = [User, Workspace, WorkspaceMember, Invitation, ContactPoint];
