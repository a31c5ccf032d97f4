/** Milliseconds of a processor since `begun` (`process.cpuUsage()`): a clock on the wall would measure whoever else is busy on the machine. */
export function processorMsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}
