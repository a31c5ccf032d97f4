import { readUrlState } from '../../shared/url/useUrlState';
import { contactUrl, emptyReason, rulesOf, toContactFilter, toContactSort } from './contactFilters';

const viewOf = (query: string) => readUrlState(new URLSearchParams(query), contactUrl);

describe('the address of the contacts table', () => {
  it('asks for everyone, the newest first, when it says nothing', () => {
    expect(toContactFilter(viewOf(''))).toEqual({});
    expect(toContactSort(viewOf(''), [])).toBe('-createdAt');
  });

  it('becomes the filter that the API takes', () => {
    const filter = toContactFilter(viewOf('search=+ada+&listId=l1&company=Acme&status=bounced&trashed=true'));
    expect(filter).toEqual({ search: 'ada', listId: 'l1', company: 'Acme', status: 'bounced', trashed: true });
  });

  it('means the reader’s own days: from the start of one day to the start of another', () => {
    const filter = toContactFilter(viewOf('createdAfter=2026-03-01&createdBefore=2026-04-01'));
    expect(filter.createdAfter).toBe(new Date(2026, 2, 1).toISOString());
    expect(filter.createdBefore).toBe(new Date(2026, 3, 1).toISOString());
  });

  it('shows contacts all the same when someone typed nonsense into it', () => {
    const view = viewOf('status=angry&createdAfter=soon&createdBefore=2026-99-99&sort=shoeSize&trashed=maybe');
    expect(toContactFilter(view)).toEqual({});
    expect(toContactSort(view, [])).toBe('-createdAt');
  });
});

describe('the table as the rules of a segment', () => {
  it('is null for everyone', () => {
    expect(rulesOf(viewOf('sort=name'))).toBeNull();
  });

  it('has a condition for each filter, and the conditions of a link', () => {
    const rules = encodeURIComponent(JSON.stringify({ rule: 'inSegment', with: { segmentId: 's2' } }));
    const view = viewOf(`search=ada&listId=l1&segmentId=s1&company=Acme&status=bounced&createdAfter=2026-03-01&rules=${rules}`);
    expect(rulesOf(view)).toEqual({
      and: [
        { rule: 'search', with: { text: 'ada' } },
        { rule: 'inList', with: { listIds: ['l1'] } },
        { rule: 'inSegment', with: { segmentId: 's1' } },
        { rule: 'inSegment', with: { segmentId: 's2' } },
        { rule: 'field', with: { field: 'company', operator: 'is', value: 'Acme' } },
        { not: { rule: 'date', with: { field: 'createdAt', operator: 'before', value: '2026-03-01' } } },
        { rule: 'emailStatus', with: { is: 'bounced' } },
      ],
    });
    expect(rulesOf(viewOf('rules=nonsense'))).toBeNull();
  });
});

describe('why a table is empty', () => {
  it.each([
    ['', 'none'],
    ['listId=l1', 'emptyList'],
    ['trashed=true', 'emptyTrash'],
    ['listId=l1&search=zz', 'filtered'],
    ['trashed=true&company=Acme', 'filtered'],
    ['sort=name', 'none'],
  ])('%s: %s', (query, reason) => {
    expect(emptyReason(viewOf(query))).toBe(reason);
  });
});
