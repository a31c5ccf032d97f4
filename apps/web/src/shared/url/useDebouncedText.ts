import { useEffect, useEffectEvent, useState } from 'react';

/** A text field that types at once and reports after a pause; what comes from the URL (back button) replaces what is typed. */
export function useDebouncedText(
  value: string,
  onChange: (value: string) => void,
  delay = 250,
): [string, (text: string) => void, () => void] {
  const [text, setText] = useState(value);
  const [reported, setReported] = useState(value);
  const report = useEffectEvent((next: string) => {
    setReported(next);
    onChange(next);
  });
  if (value !== reported) {
    setReported(value);
    setText(value);
  }
  useEffect(() => {
    if (text === reported) return;
    const timer = setTimeout(() => report(text), delay);
    return () => clearTimeout(timer);
  }, [text, reported, delay]);
  const clear = () => {
    setText('');
    setReported('');
    onChange('');
  };
  return [text, setText, clear];
}
