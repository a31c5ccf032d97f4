/** More came than any answer has. */
export class AnswerTooLarge extends Error {
  constructor() {
    super('The answer is too large.');
    this.name = 'AnswerTooLarge';
  }
}

/** `fetch` whose answers end with an error behind so many bytes: the vendor's client would keep a line without end. */
export function limitedFetch(ask: typeof fetch, mostBytes: number): typeof fetch {
  return async (input, init) => {
    const response = await ask(input, init);
    if (!response.body) return response;
    let bytes = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > mostBytes) controller.error(new AnswerTooLarge());
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
  };
}
