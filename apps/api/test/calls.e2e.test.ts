import { CALL_LIMITS } from '../src/modules/calls/CallLimits.js';
import { passTime } from './support/campaigns.js';
import { CallWorld, OWN } from './support/calls.js';
import { dataOf, errorOf } from './support/Person.js';

let world: CallWorld;
beforeAll(async () => {
  world = await CallWorld.start('http://rapport.example.com');
});
afterAll(() => world.stop());
beforeEach(() => {
  world.twilio.phones.calls.splice(0);
  world.twilio.faults.splice(0);
});

describe('a call to a contact', () => {
  it('rings the member, then the contact, and is on the timeline with how long they talked', async () => {
    const { twilio } = world;
    const owner = await world.caller('Cal Ling');
    const { id, phone } = await world.contact(owner);
    expect(await dataOf(owner.get(`contacts/${id}/calls/options`))).toEqual({
      phones: [{ phone, isPrimary: true, refusal: null, note: null }],
      from: twilio.number,
      refusal: null,
      ownPhone: OWN,
    });
    const call = await world.make(owner, id);
    expect(call).toMatchObject({ state: 'ringing', isOver: false, ownPhone: OWN, to: phone, from: twilio.number });
    expect(twilio.phones.calls).toMatchObject([{ to: OWN, from: twilio.number }]);
    expect(await world.entries(owner, id)).toMatchObject([
      { id: call.id, status: 'ringing', mayEdit: true, content: { duration: 0, notes: '', direction: 'outgoing' } },
    ]);

    const leg = twilio.phones.answer(world.ringing);
    expect(leg).toMatchObject({ to: phone, from: twilio.number });
    await world.tell(world.ringing, 'in-progress');
    await world.until(owner, id, call.id, 'connecting');
    await world.tell(leg, 'in-progress');
    await world.until(owner, id, call.id, 'talking');
    // What is written while they talk stays.
    await dataOf(owner.patch(`contacts/${id}/timeline/${call.id}`, { notes: 'Wants the red one.' }));
    await world.tell(leg, 'completed', 95);
    expect(await world.until(owner, id, call.id, 'completed')).toMatchObject({ isOver: true, seconds: 95, reason: null });
    expect(await world.entries(owner, id)).toMatchObject([
      {
        status: null,
        title: 'Outgoing call',
        mayEdit: true,
        actorName: 'Cal Ling',
        content: { duration: 95, notes: 'Wants the red one.', direction: 'outgoing', outcome: 'connected' },
      },
    ]);
    const { items } = await dataOf<{ items: { summary: string }[] }>(owner.get('audit?entityType=contact'));
    expect(items.map(({ summary }) => summary).join('\n')).toContain('called this contact');
  });

  it('is moved by no report that is doubled, late, forged or about another call', async () => {
    const { twilio } = world;
    const owner = await world.caller('Out Oforder');
    const { id } = await world.contact(owner);
    const call = await world.make(owner, id);
    const leg = twilio.phones.answer(world.ringing);
    const forged = twilio.signed(
      leg.statusCallback ?? '',
      { AccountSid: twilio.accountSid, CallSid: leg.sid, CallStatus: 'busy' },
      'wrong',
    );
    expect(await world.report(forged)).toBe(406);
    const ended = twilio.callStatus(leg, 'completed', 12);
    expect([await world.report(ended), await world.report(ended)]).toEqual([200, 200]);
    await world.until(owner, id, call.id, 'completed');
    for (const [which, status] of [
      [leg, 'ringing'],
      [leg, 'busy'],
      [world.ringing, 'in-progress'],
      [world.ringing, 'completed'],
    ] as const)
      expect(await world.tell(which, status, 99)).toBe(200);
    // A later call of the same member is not touched by them, and tells that they have been heard.
    const next = await world.make(owner, id);
    await world.tell(twilio.phones.answer(world.ringing), 'busy');
    await world.until(owner, id, next.id, 'busy');
    expect(await world.read(owner, id, call.id)).toMatchObject({ state: 'completed', seconds: 12 });
    expect((await world.entries(owner, id)).map(({ content }) => content.outcome)).toEqual(['busy', 'connected']);
  });

  it('says why the contact was not reached', async () => {
    const owner = await world.caller('No Luck');
    const { id } = await world.contact(owner);
    const cases: readonly ['user' | 'contact', string, string, RegExp | null][] = [
      ['contact', 'no-answer', 'noAnswer', null],
      ['contact', 'failed', 'failed', /phone of the contact/],
      ['user', 'no-answer', 'cancelled', /did not answer your phone/],
      ['user', 'busy', 'cancelled', /Your phone was busy/],
    ];
    for (const [which, status, state, reason] of cases) {
      const call = await world.make(owner, id);
      await world.tell(which === 'user' ? world.ringing : world.twilio.phones.answer(world.ringing), status);
      const over = await world.until(owner, id, call.id, state);
      if (reason === null) expect(over.reason).toBeNull();
      else expect(over.reason).toMatch(reason);
      expect((await world.entries(owner, id))[0]).toMatchObject({ status: null, content: { duration: 0, outcome: state } });
    }
  });

  it('can be cancelled while it rings, and no longer when they talk', async () => {
    const owner = await world.caller('Can Cel');
    const { id } = await world.contact(owner);
    const call = await world.make(owner, id);
    await dataOf(owner.post(`contacts/${id}/calls/${call.id}/cancel`));
    expect(world.ringing.status).toBe('canceled');
    expect(await world.until(owner, id, call.id, 'cancelled')).toMatchObject({ isOver: true, reason: null });
    expect(await errorOf(owner.post(`contacts/${id}/calls/${call.id}/cancel`))).toMatchObject({ code: 'call.notCancellable' });
    const second = await world.make(owner, id);
    await world.tell(world.twilio.phones.answer(world.ringing), 'in-progress');
    await world.until(owner, id, second.id, 'talking');
    expect(await errorOf(owner.post(`contacts/${id}/calls/${second.id}/cancel`))).toMatchObject({
      code: 'call.notCancellable',
      message: expect.stringContaining('Hang up your phone') as string,
    });
  });

  it('is one at a time, however fast the button is pressed', async () => {
    const owner = await world.caller('Dou Ble');
    const { id } = await world.contact(owner);
    const answers = await Promise.all([1, 2, 3].map(() => owner.post(`contacts/${id}/calls`, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(world.twilio.phones.calls).toHaveLength(1);
    expect(await world.entries(owner, id)).toHaveLength(1);
  });

  it('rings one phone only so often', async () => {
    const owner = await world.caller('Pes Ter');
    const { id } = await world.contact(owner);
    for (let n = 0; n < CALL_LIMITS.phone; n += 1) {
      const call = await world.make(owner, id);
      await world.tell(world.ringing, 'busy');
      await world.until(owner, id, call.id, 'cancelled');
    }
    const refused = await owner.post(`contacts/${id}/calls`, {});
    expect(refused.status).toBe(429);
    expect(world.twilio.phones.calls).toHaveLength(CALL_LIMITS.phone);
  });
});

describe('a call of which Twilio says nothing', () => {
  it('is found in its list when the answer was lost, and is never dialled again', async () => {
    const owner = await world.caller('Lost Answer');
    const { id } = await world.contact(owner);
    world.twilio.faults.push({ kind: 'dropAfter' });
    const call = await world.make(owner, id);
    expect(call.state).toBe('uncertain');
    expect(await world.entries(owner, id)).toMatchObject([{ status: 'uncertain' }]);
    const goBacks: (() => void)[] = [];
    await world.until(owner, id, call.id, 'ringing', async () => void goBacks.push(await passTime(world.test, 60_000)));
    Object.assign(world.twilio.phones.answer(world.ringing), { status: 'completed', seconds: 7 });
    await world.until(owner, id, call.id, 'completed', async () => void goBacks.push(await passTime(world.test, 60_000)));
    for (const goBack of goBacks) goBack();
    expect(await world.read(owner, id, call.id)).toMatchObject({ seconds: 7 });
    expect(world.twilio.phones.calls.filter(({ parentSid }) => parentSid === null)).toHaveLength(1);
  });

  it('ends as failed when Twilio did not make it', async () => {
    const owner = await world.caller('Never Made');
    const { id } = await world.contact(owner);
    world.twilio.faults.push({ kind: 'dropBefore' });
    const call = await world.make(owner, id);
    expect(call.state).toBe('uncertain');
    const goBacks: (() => void)[] = [];
    const over = await world.until(owner, id, call.id, 'failed', async () => void goBacks.push(await passTime(world.test, 5 * 60_000)));
    for (const goBack of goBacks) goBack();
    expect(over.reason).toBe('Twilio did not make this call.');
    expect(world.twilio.phones.calls).toEqual([]);
  });

  it('is told in Twilio’s words when it is refused', async () => {
    const owner = await world.caller('Re Fused');
    const { id } = await world.contact(owner);
    world.twilio.faults.push({ kind: 'status', status: 400, code: 21215, message: 'Geo-Permission not enabled' });
    expect(await world.make(owner, id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('Geo permissions') as string });
    expect(await world.entries(owner, id)).toMatchObject([{ status: null, title: 'Outgoing call, could not be connected' }]);
  });
});

describe('a call that cannot be made', () => {
  const refusal = async (owner: Awaited<ReturnType<CallWorld['caller']>>, id: string, body: object = {}) =>
    errorOf(owner.post(`contacts/${id}/calls`, body));

  it('says so where there is no Twilio: the mail lab does not pretend to call', async () => {
    const owner = await world.test.stranger('Lab Only');
    await dataOf(owner.put('own-phone', { phone: OWN }));
    const { id } = await world.contact(owner);
    expect(await dataOf(owner.get(`contacts/${id}/calls/options`))).toMatchObject({
      from: null,
      refusal: expect.stringContaining('Twilio') as string,
    });
    expect(await refusal(owner, id)).toMatchObject({ code: 'call.notPossible' });
    expect(await world.entries(owner, id)).toEqual([]);
  });

  it('says so where texts go out under a name', async () => {
    const owner = await world.test.stranger('By Name');
    const config = { accountSid: world.twilio.accountSid, authToken: world.twilio.authToken, from: 'Garden' };
    await dataOf(owner.post('sender-accounts', { name: 'Texts', type: 'twilio', config }));
    await dataOf(owner.put('own-phone', { phone: OWN }));
    const { id } = await world.contact(owner);
    expect(await refusal(owner, id)).toMatchObject({ code: 'call.notPossible', message: expect.stringContaining('number') as string });
  });

  it('asks for the phone of the member first, with its country', async () => {
    const owner = await world.test.stranger('No Phone');
    const { id } = await world.contact(owner);
    for (const phone of ['0170 1234567', 'my phone', '+1 415', '<Dial>+14155550100'])
      expect((await errorOf(owner.put('own-phone', { phone }))).fields).toMatchObject([{ field: 'phone', code: 'call.badOwnPhone' }]);
    expect(await dataOf(owner.put('own-phone', { phone: '+1 (415) 555-0100' }))).toEqual({ phone: OWN });
    await dataOf(owner.delete('own-phone'));
    expect(await dataOf(owner.get('own-phone'))).toEqual({ phone: null });
    const config = { accountSid: world.twilio.accountSid, authToken: world.twilio.authToken, from: world.twilio.number };
    await dataOf(owner.post('sender-accounts', { name: 'Texts', type: 'twilio', config }));
    expect(await refusal(owner, id)).toMatchObject({ code: 'call.noOwnPhone' });
    expect((await errorOf(owner.put('own-phone', { phone: world.twilio.number }))).fields).toMatchObject([{ code: 'call.ownPhoneIsLine' }]);
  });

  it('refuses whoever is in the trash, has no number, or another one', async () => {
    const owner = await world.caller('Care Ful');
    const { id, phone } = await world.contact(owner);
    expect((await refusal(owner, id, { to: '+12025550000' })).fields).toMatchObject([{ field: 'to', code: 'call.unknownPhone' }]);
    expect(await world.make(owner, id, { to: `${phone.slice(0, 5)} ${phone.slice(5)}` })).toMatchObject({ state: 'ringing', to: phone });
    await world.tell(world.ringing, 'busy');
    await dataOf(owner.delete(`contacts/${id}`));
    expect(await refusal(owner, id)).toMatchObject({ code: 'contact.inTrash' });
    const none = await world.contact(owner, { primaryPhone: undefined, primaryEmail: 'no-phone@example.org' });
    expect((await refusal(owner, none.id)).fields).toMatchObject([{ code: 'call.noPhone' }]);
    const self = await world.contact(owner, { primaryPhone: OWN });
    expect((await refusal(owner, self.id)).fields).toMatchObject([{ code: 'call.phoneRefused' }]);
  });

  it('is nothing a stranger or a viewer can do', async () => {
    const owner = await world.caller('Own Er');
    const { id } = await world.contact(owner);
    const call = await world.make(owner, id);
    const stranger = await world.caller('Stran Ger');
    for (const path of [`contacts/${id}/calls/options`, `contacts/${id}/calls/${call.id}`])
      expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.post(`contacts/${id}/calls`, {})).status).toBe(404);
    const own = await world.contact(stranger);
    expect((await stranger.get(`contacts/${own.id}/calls/${call.id}`)).status).toBe(404);
    expect((await stranger.post(`contacts/${own.id}/calls/${call.id}/cancel`)).status).toBe(404);
  });
});
