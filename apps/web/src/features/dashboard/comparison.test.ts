import { moreOrFewer, pointsMore } from './comparison';

test('a count says how many more or fewer, and that there was none', () => {
  expect(moreOrFewer(1_500, 300, 30, 'sent')).toBe('1,200 more than in the 30 days before');
  expect(moreOrFewer(0, 3, 7, 'added')).toBe('3 fewer than in the 7 days before');
  expect(moreOrFewer(3, 3, 7, 'added')).toBe('As many as in the 7 days before');
  expect(moreOrFewer(5, 0, 1, 'sent')).toBe('None sent in the 1 day before');
});

test('a share is compared by points, never with a division by none', () => {
  expect(pointsMore({ part: 30, whole: 100 }, { part: 4, whole: 20 }, 30)).toBe('10.0 points more than in the 30 days before');
  expect(pointsMore({ part: 1, whole: 100 }, { part: 4, whole: 100 }, 30)).toBe('3.0 points less than in the 30 days before');
  expect(pointsMore({ part: 1, whole: 3 }, { part: 100, whole: 300 }, 30)).toBe('As in the 30 days before');
  expect(pointsMore({ part: 1, whole: 3 }, { part: 0, whole: 0 }, 30)).toBe('None sent in the 30 days before');
  expect(pointsMore({ part: 0, whole: 0 }, { part: 1, whole: 8 }, 30)).toBe('12.5% in the 30 days before');
});
