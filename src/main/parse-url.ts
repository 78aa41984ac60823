/** The address as the URL standard reads it; null for text that is none. (`URL.canParse` is newer than the oldest runtime we run on.) */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
