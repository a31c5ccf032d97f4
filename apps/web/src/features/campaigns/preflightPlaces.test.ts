import { placeOfFinding } from './preflightPlaces';

describe('where a finding is put right', () => {
  it('leads to the part of the composer that holds the field', () => {
    expect(placeOfFinding('w', { code: 'audience.empty', field: 'audience' }, null)).toMatchObject({ kind: 'section', step: 'who' });
    expect(placeOfFinding('w', { code: 'campaign.noTemplate', field: 'templateId' }, null)).toMatchObject({ step: 'what' });
    expect(placeOfFinding('w', { code: 'template.unknownTag', field: 'text' }, null)).toMatchObject({ step: 'what' });
    expect(placeOfFinding('w', { code: 'schedule.past', field: 'schedule.localTime' }, 't')).toMatchObject({ step: 'when' });
  });

  it('leads to the page of what is not part of the campaign', () => {
    expect(placeOfFinding('w', { code: 'template.noFallback', field: 'templateId' }, 't')).toMatchObject({
      kind: 'page',
      to: '/w/w/templates/t',
    });
    expect(placeOfFinding('w', { code: 'sender.refused', field: 'sender' }, 't')).toMatchObject({ to: '/w/w/settings/sender' });
    expect(placeOfFinding('w', { code: 'workspace.noPostalAddress' }, 't')).toMatchObject({ to: '/w/w/settings' });
  });

  it('leads nowhere when nothing has to be done', () => {
    expect(placeOfFinding('w', { code: 'campaign.ready' }, 't')).toBeNull();
  });
});
