/**
 * A signal that aborts after so many milliseconds. Not `AbortSignal.timeout`: while one of those runs, Chromium 114 keeps the whole page it
 * was made in, also when the page was loaded anew, and a locked desk would stay in memory for as long as the longest of them.
 */
export function abortAfter(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(new DOMException('It took too long.', 'TimeoutError')), ms)
  return controller.signal
}
