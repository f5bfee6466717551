export function milliseconds(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 1000) / 1000
}

/** Megabytes of heap that the result of `work` keeps alive. Needs `--expose-gc`. */
export function memoryOf(work: () => unknown): number {
  const collect = (globalThis as { gc?: () => void }).gc
  if (!collect) throw new Error('run with --expose-gc')
  collect()
  const before = process.memoryUsage().heapUsed
  const result = work()
  collect()
  const kept = process.memoryUsage().heapUsed - before
  // The result must still be alive when it is measured.
  if (result === undefined) throw new Error('nothing to measure')
  return Math.round(kept / 1e5) / 10
}
