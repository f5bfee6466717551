/**
 * Reads a stream of server-sent events until it ends. Only "an event came" matters: what moved is
 * found out by a pull.
 * @param silenceMs the server sends a sign of life more often than this; without one the line is
 * taken for dead
 */
export async function readEvents(
  response: Response,
  onEvent: () => void,
  signal: AbortSignal,
  silenceMs: number,
): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return
  const stop = (): void => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  let silence = setTimeout(stop, silenceMs)
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(silence)
      silence = setTimeout(stop, silenceMs)
      const lines = (rest + value).split(/\r?\n/)
      rest = lines.pop() ?? ''
      if (lines.some((line) => line.startsWith('data:'))) onEvent()
    }
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', stop)
    stop()
  }
}
