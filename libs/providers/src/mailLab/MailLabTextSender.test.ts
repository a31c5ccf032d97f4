import type { OutgoingText } from '../contracts/OutgoingText.js';
import { kindOf } from '../testing/index.js';
import { MailLabTextSender } from './MailLabTextSender.js';

const text: OutgoingText = { messageId: 'm1', to: '+14155550123', body: 'Hi Ann' };

function lab(store: (text: OutgoingText) => Promise<void> = async () => undefined): {
  kept: Map<string, OutgoingText>;
  sender: MailLabTextSender;
} {
  const kept = new Map<string, OutgoingText>();
  const sender = new MailLabTextSender({
    store: async () => Promise.reject(new Error('This is no email.')),
    storeText: async (text) => {
      kept.set(text.messageId, text);
      await store(text);
    },
    nextFault: async () => null,
    settle: async (messageId) => (kept.has(messageId) ? 'sent' : 'notSent'),
  });
  return { kept, sender };
}

it('keeps a text as it is, and knows it again', async () => {
  const { kept, sender } = lab();
  const reference = { messageId: 'm1', providerMessageId: null, handedAt: null };
  expect(await sender.settle(reference)).toBe('notSent');
  expect(await sender.send(text)).toMatchObject({ providerMessageId: 'm1' });
  expect([...kept.values()]).toEqual([text]);
  expect(await sender.settle(reference)).toBe('sent');
  expect(await sender.verify()).toMatchObject({ ok: true });
});

it('does not know what happened when the store fails, and asks it', async () => {
  const { sender } = lab(async () => Promise.reject(new Error('disk full')));
  expect(await kindOf(sender.send(text))).toBe('unknownOutcome');
  expect(await sender.settle({ messageId: 'm1', providerMessageId: null, handedAt: null })).toBe('sent');
  expect(await sender.sendTest(text)).toMatchObject({ ok: false, steps: [{ name: 'data', ok: false, detail: 'disk full' }] });
});
