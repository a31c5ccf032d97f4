import { callHint, isCancellable } from './callWords';

const told = (state: Parameters<typeof callHint>[0]['state'], over: object = {}) =>
  callHint({ state, seconds: 0, reason: null, ...over }, 'Ada');

it('says what to do while it rings, and how it ended', () => {
  expect(told('ringing')).toBe('Answer your phone. Then Ada is called.');
  expect(told('completed', { seconds: 125 })).toBe('You talked for 2 min.');
  expect(told('completed')).toBe('The call is over.');
  expect(told('cancelled', { reason: 'Your phone was busy.' })).toBe('Your phone was busy.');
  expect(told('noAnswer')).toBe('Ada did not answer.');
});

it('offers to cancel only what rings', () => {
  expect(['ringing', 'connecting'].every(isCancellable)).toBe(true);
  expect(['dialing', 'uncertain', 'talking', 'completed', null].some(isCancellable)).toBe(false);
});
