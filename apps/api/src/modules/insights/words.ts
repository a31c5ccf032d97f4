/** "12.4%", "0.3%", "100%": as many digits as say something. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value >= 10 || value === 0 ? 0 : 1;
  return `${value.toFixed(Number.isInteger(value) ? 0 : digits)}%`;
}

/** "1,204" */
export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** "1 reply", "1,204 replies" */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
