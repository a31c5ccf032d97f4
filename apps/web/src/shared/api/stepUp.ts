type Ask = () => Promise<boolean>;
type Fetch = (request: Request) => Promise<Response>;

const REFUSAL = 'auth.stepUpRequired';

let ask: Ask | null = null;
let asking: Promise<boolean> | null = null;

/** The dialog announces itself here; answers how to take it back. It resolves to whether the person has confirmed. */
export function onStepUpRequired(handler: Ask): () => void {
  ask = handler;
  return () => {
    if (ask === handler) ask = null;
  };
}

/**
 * Sends a request; when it is refused because the person must confirm who they are, asks them and sends it again. Several refused at
 * the same time wait for one answer. Uploads are not kept for a second time: no route that takes files asks for this.
 */
export async function fetchWithStepUp(request: Request, send: Fetch = (outgoing) => fetch(outgoing)): Promise<Response> {
  const again = isUpload(request) ? null : request.clone();
  const response = await send(request);
  if (response.status !== 403 || !again || !ask || !(await isStepUpRefusal(response.clone()))) return response;
  asking ??= ask().finally(() => (asking = null));
  return (await asking) ? send(again) : response;
}

function isUpload(request: Request): boolean {
  return request.headers.get('content-type')?.startsWith('multipart/') === true;
}

async function isStepUpRefusal(response: Response): Promise<boolean> {
  try {
    const body = (await response.json()) as { error?: { code?: string } | null };
    return body.error?.code === REFUSAL;
  } catch {
    return false;
  }
}
