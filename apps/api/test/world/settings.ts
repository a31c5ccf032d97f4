import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import type { WorldPart } from '../support/world.js';

/** A PNG of one pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export const part: WorldPart = {
  acts: ({ person, change }) => ({
    changeInstallationSettings: () => Promise.resolve({ body: { values: { registration: 'closed' } } }),
    sendInstallationTestMail: () => Promise.resolve({}),
    updateBranding: () => Promise.resolve({ body: { colour: '#0f6070' } }),
    resumeSending: async () => {
      await change(sql`UPDATE installation SET hold_reason = 'copied', held_at = ${new Date().toISOString()}`);
      return {};
    },
    uploadLogo: () => Promise.resolve({ file: PIXEL }),
    removeLogo: async () => {
      await dataOf(person.post('branding/logo').attach('file', PIXEL, 'logo.png'));
      return {};
    },
  }),
  async lists({ person }) {
    await dataOf(person.patch('/api/v1/me/settings', { values: { mailReviewRequests: 'off' } }));
    return {};
  },
};
