/** @jest-environment node */
import { fetchWithStepUp, onStepUpRequired } from './stepUp';

const refusal = () => Response.json({ data: null, error: { code: 'auth.stepUpRequired' } }, { status: 403 });
const success = () => Response.json({ data: { done: true }, error: null });

/** A server that refuses until someone has confirmed, and keeps the bodies it was sent. */
function server() {
  const state = { isConfirmed: false, bodies: [] as string[] };
  const send = async (request: Request): Promise<Response> => {
    state.bodies.push(await request.text());
    return state.isConfirmed ? success() : refusal();
  };
  return { state, send };
}

const post = (body: object) => new Request('http://localhost/api/v1/things', { method: 'POST', body: JSON.stringify(body) });

test('repeats a refused request with its body once the person has confirmed', async () => {
  const { state, send } = server();
  const takeBack = onStepUpRequired(() => Promise.resolve((state.isConfirmed = true)));
  const response = await fetchWithStepUp(post({ name: 'Ann' }), send);
  takeBack();
  expect(response.status).toBe(200);
  expect(state.bodies).toEqual(['{"name":"Ann"}', '{"name":"Ann"}']);
});

test('asks once for several requests that are refused at the same time', async () => {
  const { state, send } = server();
  let questions = 0;
  const takeBack = onStepUpRequired(async () => {
    questions += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return (state.isConfirmed = true);
  });
  const responses = await Promise.all([1, 2, 3].map((n) => fetchWithStepUp(post({ n }), send)));
  takeBack();
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(questions).toBe(1);
});

test('hands the refusal on when the person cancels, and asks again the next time', async () => {
  const { send } = server();
  let questions = 0;
  const takeBack = onStepUpRequired(() => Promise.resolve((questions += 1) < 0));
  expect((await fetchWithStepUp(post({}), send)).status).toBe(403);
  expect((await fetchWithStepUp(post({}), send)).status).toBe(403);
  takeBack();
  expect(questions).toBe(2);
});

test('does not ask for any other refusal', async () => {
  const takeBack = onStepUpRequired(() => Promise.reject(new Error('asked')));
  const response = await fetchWithStepUp(post({}), () =>
    Promise.resolve(Response.json({ data: null, error: { code: 'auth.roleTooLow' } }, { status: 403 })),
  );
  takeBack();
  expect(await response.json()).toMatchObject({ error: { code: 'auth.roleTooLow' } });
});
