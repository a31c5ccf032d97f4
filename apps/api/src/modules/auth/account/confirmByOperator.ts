import { systemContext } from '../../../platform/context/contexts.js';
import { operatorTools, type Platform } from './operatorTools.js';

export interface Confirmation {
  readonly name: string;
  readonly wasConfirmed: boolean;
}

/**
 * Says that an account belongs to the person whose address it carries, by whoever runs the server: where no system mail leaves, nothing
 * else can. Null when there is no such account. It is in the person's sign-in log.
 */
export function confirmByOperator(platform: Platform, email: string): Promise<Confirmation | null> {
  const { unitOfWork, proof } = operatorTools(platform);
  return unitOfWork.run(systemContext(platform.dataSource.manager), async (ctx) => {
    const user = await platform.users.findByEmail(ctx, email);
    if (!user) return null;
    await proof.confirm(ctx, user.id, 'operator');
    return { name: user.name ?? user.email, wasConfirmed: user.emailVerifiedAt !== null };
  });
}
