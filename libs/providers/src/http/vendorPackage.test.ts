import { ProviderError } from '../contracts/ProviderError.js';
import { vendorPackage } from './vendorPackage.js';

describe('vendorPackage', () => {
  it('loads with the first call, once for all who wait for it', async () => {
    let loads = 0;
    const get = vendorPackage('Mailgun', () => Promise.resolve({ number: (loads += 1) }));
    expect(loads).toBe(0);
    expect(await Promise.all([get(), get()])).toEqual([{ number: 1 }, { number: 1 }]);
    expect(await get()).toEqual({ number: 1 });
  });

  it('says what could not be loaded as a failure that has sent nothing, and loads again', async () => {
    const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    let isThere = false;
    const get = vendorPackage('Mailgun', () => (isThere ? Promise.resolve('loaded') : Promise.reject(missing)));
    const failure: unknown = await get().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProviderError);
    expect(failure).toMatchObject({ kind: 'unavailable', scope: 'connection', causeCode: 'ERR_MODULE_NOT_FOUND' });
    isThere = true;
    expect(await get()).toBe('loaded');
  });
});
