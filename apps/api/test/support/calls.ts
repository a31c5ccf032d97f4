import { type TwilioCall, type TwilioPost, TwilioServer } from '@rapport/providers/testing';
import request from 'supertest';
import { dataOf, type Person } from './Person.js';
import { TestApp } from './startTestApp.js';
import { connectTwilio } from './texts.js';
import { waitFor } from './waitFor.js';

export interface Call {
  id: string;
  state: string;
  isOver: boolean;
  reason: string | null;
  seconds: number;
  ownPhone: string;
  to: string;
  from: string;
}

export interface CallEntry {
  id: string;
  type: string;
  title: string;
  status: string | null;
  mayEdit: boolean;
  actorName: string | null;
  content: { duration: number; notes: string; direction: string; outcome?: string; reason?: string };
}

export const OWN = '+14155550100';

/** The product and a Twilio that it can call through. */
export class CallWorld {
  private phones = 0;

  private constructor(
    readonly twilio: TwilioServer,
    readonly test: TestApp,
  ) {}

  static async start(publicUrl: string): Promise<CallWorld> {
    const twilio = await TwilioServer.start();
    return new CallWorld(twilio, await TestApp.start({ TWILIO_URL: twilio.url, PUBLIC_URL: publicUrl }));
  }

  async stop(): Promise<void> {
    await this.test.stop();
    await this.twilio.stop();
    expect(this.twilio.problems).toEqual([]);
  }

  /** A workspace with Twilio, whose owner has entered a phone. */
  async caller(name: string): Promise<Person> {
    const owner = await this.test.stranger(name);
    await connectTwilio(owner, this.twilio);
    await dataOf(owner.put('own-phone', { phone: OWN }));
    return owner;
  }

  async contact(owner: Person, over: object = {}): Promise<{ id: string; phone: string }> {
    this.phones += 1;
    const phone = `+1202555${String(1000 + this.phones)}`;
    return { id: (await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Ada', primaryPhone: phone, ...over }))).id, phone };
  }

  make(owner: Person, contactId: string, body: object = {}): Promise<Call> {
    return dataOf<Call>(owner.post(`contacts/${contactId}/calls`, body));
  }

  read(owner: Person, contactId: string, id: string): Promise<Call> {
    return dataOf<Call>(owner.get(`contacts/${contactId}/calls/${id}`));
  }

  async until(
    owner: Person,
    contactId: string,
    id: string,
    state: string,
    meanwhile = async (): Promise<void> => undefined,
  ): Promise<Call> {
    await waitFor(`the call to be ${state}`, async () => {
      if ((await this.read(owner, contactId, id)).state === state) return true;
      await meanwhile();
      return false;
    });
    return this.read(owner, contactId, id);
  }

  async entries(owner: Person, contactId: string): Promise<CallEntry[]> {
    const { items } = await dataOf<{ items: CallEntry[] }>(owner.get(`contacts/${contactId}/timeline`));
    return items.filter(({ type }) => type === 'call');
  }

  /** The first leg of the call that was dialled last. */
  get ringing(): TwilioCall {
    const call = this.twilio.phones.calls.filter(({ parentSid }) => parentSid === null).at(-1);
    if (!call) throw new Error('Nothing was dialled.');
    return call;
  }

  /** The status the product answers to a report of Twilio. */
  async report({ url, body, headers }: TwilioPost): Promise<number> {
    const { pathname, search } = new URL(url);
    const response = await request(this.test.app.getHttpServer())
      .post(pathname + search)
      .set(headers)
      .send(body);
    return response.status;
  }

  tell(call: TwilioCall, status: string, seconds = 0): Promise<number> {
    return this.report(this.twilio.callStatus(call, status, seconds));
  }
}
