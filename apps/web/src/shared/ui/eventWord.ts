interface ToldEvent {
  readonly type: string;
  readonly kind: 'person' | 'proxy' | 'machine' | null;
}

const KIND_WORDS = { person: '', proxy: ' by an image proxy', machine: ' by a machine' } as const;

/** What happened to a message, and who or what did it. */
export function eventWord({ type, kind }: ToldEvent): string {
  return `${type.charAt(0).toUpperCase()}${type.slice(1)}${kind ? KIND_WORDS[kind] : ''}`;
}
