import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { PLANTED, type World, type WorldPart } from '../support/world.js';

/** The account does not exist at Twilio: whatever asks it gets no answer. */
async function called(world: World): Promise<{ id: string; callId: string }> {
  const id = await world.made('contacts', { firstName: 'Ada', primaryPhone: '+14155550123' });
  const callId = newId();
  const at = new Date().toISOString();
  await world.change(
    sql`INSERT INTO phone_calls (id, workspace_id, contact_id, sender_account_id, user_phone, contact_phone, from_phone, state, created_at)
        VALUES (${callId}, ${world.person.workspaceId}, ${id}, ${newId()}, '+14155550100', '+14155550123', '+15005550006', 'ringing', ${at})`,
  );
  return { id, callId };
}

export const part: WorldPart = {
  ones: async (world) => ({ callId: (await called(world)).callId }),
  acts: (world) => ({
    setOwnPhone: async () => {
      await world.change(sql`DELETE FROM call_phones WHERE workspace_id = ${world.person.workspaceId}`);
      return { body: { phone: '+14155550100' } };
    },
    removeOwnPhone: async () => {
      await dataOf(world.person.put('own-phone', { phone: '+14155550100' }));
      return {};
    },
  }),
  contactRows: {
    'phone_calls.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO phone_calls (id, workspace_id, contact_id, sender_account_id, user_phone, contact_phone, from_phone, state, reason, created_at, ended_at)
              VALUES (${newId()}, ${workspaceId}, ${contactId}, ${newId()}, '+14155550100', '+14155550123', '+15005550006', 'busy', ${PLANTED.body}, ${at}, ${at})`,
        );
    },
  },
};
