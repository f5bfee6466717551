export function milliseconds(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 1000) / 1000
}

/** @param share in percent */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))
  return Math.round((sorted[place] ?? 0) * 1000) / 1000
}

/**
 * Bytes that the result of `work` keeps alive, in the heap and in buffers outside it, after a
 * collection. Needs `--expose-gc`.
 */
export function keptBytes(work: () => unknown): number {
  const before = bytesInUse()
  const result = work()
  const kept = bytesInUse() - before
  // The result must still be alive when it is measured.
  if (result === undefined) throw new Error('nothing to measure')
  return kept
}

function bytesInUse(): number {
  const collect = (globalThis as { gc?: () => void }).gc
  if (!collect) throw new Error('run with --expose-gc')
  // Buffers are freed after the collection that finds them dead.
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
