import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import type { WorldPart } from '../support/world.js';

export const part: WorldPart = {
  contactRows: {
    'consent_events.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, contact_id, event, source, created_at)
              VALUES (${newId()}, ${workspaceId}, 'email', ${newId()}, ${contactId}, 'unsubscribed', 'api', ${at})`,
        );
    },
  },
};
