/** Whether a write failed for want of room. Dexie puts the browser's error within its own. */
export function isQuotaExceeded(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('name' in error && error.name === 'QuotaExceededError') return true
  const { inner, cause, failures } = error as { inner?: unknown; cause?: unknown; failures?: unknown }
  const many: readonly unknown[] = Array.isArray(failures) ? failures : []
  return [inner, cause, ...many].some((within) => isQuotaExceeded(within))
}
