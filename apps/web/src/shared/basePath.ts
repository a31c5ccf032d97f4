/** The path that this installation has on its host (`/rapport`), mostly the empty text. The server writes it into the page. */
export const basePath = (document.querySelector<HTMLMetaElement>('meta[name="rapport-base"]')?.content ?? '').replace(/\/$/, '');

/** The address of something that the API answers, for what cannot go through the SDK: a download, an upload with progress, a stream. */
export const apiUrl = (path: `/api/${string}`): string => `${basePath}${path}`;
