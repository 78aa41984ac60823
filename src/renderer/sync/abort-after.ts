/**
 * A signal that aborts after so many milliseconds. Not `AbortSignal.timeout`: in Chromium 114 one that runs was seen on the way by which a page
 * that had been loaded anew was still held (it is not the only one: decision 1330).
 */
export function abortAfter(ms: number): AbortSignal {
  const controller = new AbortController()
  setTimeout(() => controller.abort(new DOMException('It took too long.', 'TimeoutError')), ms)
  return controller.signal
}
