import { googleConfigOf } from '../google/googleConfig.js';
import { GoogleSender } from '../google/GoogleSender.js';
import { MailgunSender } from '../mailgun/MailgunSender.js';
import { Microsoft365Sender } from '../microsoft365/Microsoft365Sender.js';
import { describeSenderFaults, GmailServer, GraphServer, MailgunServer, sampleEmail, TwilioServer } from '../testing/index.js';
import { twilioConfigOf } from '../twilio/twilioConfig.js';
import { TwilioSender } from '../twilio/TwilioSender.js';

const runner = { it, equal: (actual: unknown, expected: unknown) => expect(actual).toEqual(expected) };
let sent = 0;
const nextEmail = () =>
  sampleEmail({ to: { name: null, address: `p${(sent += 1)}@example.org` }, messageId: `<fault-${sent}@example.com>` });
/** Asked a day later, when silence would mean that it was not sent. */
const longAgo = () => ({
  providerMessageId: null,
  handedAt: new Date(Date.now() - 3_600_000).toISOString(),
  askedAt: new Date(Date.now() + 86_400_000),
});
const ofLast = () => ({ ...longAgo(), messageId: `<fault-${sent}@example.com>`, to: `p${sent}@example.org` });
const posts = (path: RegExp) => (method: string, asked: string) => method === 'POST' && path.test(asked);

describe('Mailgun, one message with a call', () => {
  describeSenderFaults(
    {
      places: [{ name: 'sending', isMeant: posts(/messages\.mime$/), isHandOver: true }],
      start: async () => {
        const server = await MailgunServer.start();
        return {
          url: server.url,
          build: (url, timeoutMs) => {
            const sender = mailgunOf(server, url, timeoutMs);
            return {
              send: () => sender.send(nextEmail()),
              settle: () => sender.settle(ofLast()),
              arrived: () => server.arrivals.length,
              stop: closing(sender, server),
            };
          },
        };
      },
    },
    runner,
  );
});

describe('Mailgun, several with a call', () => {
  describeSenderFaults(
    {
      places: [{ name: 'sending', isMeant: posts(/messages$/), isHandOver: true }],
      count: 2,
      start: async () => {
        const server = await MailgunServer.start();
        return {
          url: server.url,
          build: (url, timeoutMs) => {
            const sender = mailgunOf(server, url, timeoutMs);
            const send = async () => {
              const [one, other] = await Promise.allSettled(sender.sendMany([nextEmail(), nextEmail()]));
              expect(one?.status).toBe(other?.status);
              if (one?.status !== 'fulfilled') throw one?.reason;
              return one.value;
            };
            return { send, settle: () => sender.settle(ofLast()), arrived: () => server.arrivals.length, stop: closing(sender, server) };
          },
        };
      },
    },
    runner,
  );
});

describe('Google Workspace', () => {
  describeSenderFaults(
    {
      places: [
        { name: 'the draft', isMeant: posts(/\/drafts$/), isHandOver: false },
        { name: 'sending', isMeant: posts(/\/drafts\/send$/), isHandOver: true },
      ],
      start: async () => {
        const server = await GmailServer.start();
        return {
          url: server.url,
          build: (url, timeoutMs) => {
            const config = googleConfigOf({ mailbox: server.mailbox, serviceAccountKey: server.keyFile() });
            // The token names the address that it was asked for at.
            const sender = new GoogleSender(config, { url, tokenUrl: server.tokenUrl, timeoutMs });
            // It looks once whether Gmail keeps our ids, and only then lets a search that finds nothing count.
            const send = async () => {
              const receipt = await sender.send(nextEmail());
              while (server.countOf('read') === 0) await new Promise((resolve) => setTimeout(resolve, 10));
              return receipt;
            };
            return {
              send,
              settle: () => sender.settle(ofLast()),
              arrived: () => server.sent.length,
              stop: closing(sender, server),
            };
          },
        };
      },
    },
    runner,
  );
});

describe('Microsoft 365', () => {
  describeSenderFaults(
    {
      places: [
        { name: 'access', isMeant: posts(/\/token$/), isHandOver: false },
        { name: 'the draft', isMeant: posts(/\/messages$/), isHandOver: false },
        { name: 'sending', isMeant: posts(/\/send$/), isHandOver: true },
      ],
      start: async () => {
        const server = await GraphServer.start();
        return {
          url: server.url,
          build: (url, timeoutMs) => {
            const sender = new Microsoft365Sender(server.settings, { loginUrl: url, graphUrl: url, timeoutMs });
            return {
              send: () => sender.send(nextEmail()),
              settle: () => sender.settle(ofLast()),
              arrived: () => server.arrivals.length,
              stop: closing(sender, server),
            };
          },
        };
      },
    },
    runner,
  );
});

describe('Twilio', () => {
  describeSenderFaults(
    {
      places: [{ name: 'sending', isMeant: posts(/\/Messages\.json$/), isHandOver: true }],
      start: async () => {
        const server = await TwilioServer.start();
        return {
          url: server.url,
          build: (url, timeoutMs) => {
            const values = { accountSid: server.accountSid, authToken: server.authToken, from: server.number };
            const sender = new TwilioSender(twilioConfigOf({ ...values, apiKey: null, apiSecret: null }), { url, timeoutMs });
            const send = () => sender.send({ messageId: `fault-${(sent += 1)}`, to: '+14155550123', body: 'Hello' });
            const settle = () =>
              sender.settle({ ...longAgo(), handedAt: new Date().toISOString(), messageId: `fault-${sent}`, to: '+14155550123' });
            return { send, settle, arrived: () => server.arrivals.length, stop: closing(sender, server) };
          },
        };
      },
    },
    runner,
  );
});

function mailgunOf({ domain, apiKey }: MailgunServer, url: string, timeoutMs: number): MailgunSender {
  return new MailgunSender({ domain, region: 'us', apiKey, signingKey: null }, { url, timeoutMs });
}

interface Server {
  readonly problems: readonly string[];
  stop(): Promise<void>;
}

function closing(sender: { close(graceMs: number): Promise<void> }, server: Server): () => Promise<void> {
  return async () => {
    await sender.close(0);
    await server.stop();
    expect(server.problems).toEqual([]);
  };
}
