import { browserClient } from '@rapport/sdk';

interface Answer<T> {
  data?: { data: T } | undefined;
  error?: unknown;
  response?: Response | undefined;
}

function call<T>(method: 'GET' | 'POST' | 'DELETE', url: string): Promise<Answer<T>> {
  return browserClient().request<{ 200: { data: T } }, unknown, false>({ method, url: `/api/v1${url}` }) as Promise<Answer<T>>;
}

export const createSampleWorkspace = () => call<{ id: string }>('POST', '/sample-workspace');
export const deleteSampleWorkspace = () => call<null>('DELETE', '/sample-workspace');
