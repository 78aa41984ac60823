/** Whether an address may be opened from a text: whole `https` addresses only. */
export function isWebLink(url: string): boolean {
  try {
    return new URL(url).protocol === 'https:'
  } catch {
    // Not a whole address: a path or a slip. It stays as words.
    return false
  }
}
