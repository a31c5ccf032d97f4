import { readUrlState } from '../../shared/url/useUrlState';
import { contactUrl, emptyReason, toContactFilter, toContactSort } from './contactFilters';

const viewOf = (query: string) => readUrlState(new URLSearchParams(query), contactUrl);

describe('the address of the contacts table', () => {
  it('asks for everybody, the newest first, when it says nothing', () => {
    expect(toContactFilter(viewOf(''))).toEqual({});
    expect(toContactSort(viewOf(''))).toBe('-createdAt');
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

  it('shows contacts all the same when somebody typed nonsense into it', () => {
    const view = viewOf('status=angry&createdAfter=soon&createdBefore=2026-99-99&sort=shoeSize&trashed=maybe');
    expect(toContactFilter(view)).toEqual({});
    expect(toContactSort(view)).toBe('-createdAt');
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
