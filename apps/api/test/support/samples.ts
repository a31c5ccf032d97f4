import { dataOf, type Person } from './Person.js';
import { waitFor } from './waitFor.js';

export interface SampleWorkspace {
  id: string;
  isSample: boolean;
  sampleState: 'filling' | 'ready' | 'failed' | null;
}

/** The sample of this person, when its past is written. */
export async function loadSample(person: Person): Promise<SampleWorkspace> {
  const { id } = await dataOf<SampleWorkspace>(person.post('/api/v1/sample-workspace'));
  let sample: SampleWorkspace | undefined;
  await waitFor(
    'the sample to be filled',
    async () => {
      sample = await dataOf<SampleWorkspace>(person.get(`/api/v1/workspaces/${id}`));
      return sample.sampleState !== 'filling';
    },
    20_000,
  );
  if (sample?.sampleState !== 'ready') throw new Error('The sample was not filled.');
  return sample;
}
