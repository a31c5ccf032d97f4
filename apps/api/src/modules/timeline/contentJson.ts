import { readTimelineContent, type TimelineContents, type TimelineType } from '@rapport/common';

/** The stored form of an entry's content. Throws when it has not the shape of its type: whoever writes one has checked what people gave. */
export function contentJson<T extends TimelineType>(type: T, content: TimelineContents[T]): string {
  const reading = readTimelineContent(type, content);
  if ('problem' in reading) throw new Error(`The content of a timeline entry of the type ${type} is wrong: ${reading.problem.reason}.`);
  return JSON.stringify(content);
}
