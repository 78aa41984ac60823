/** How many bytes a value takes on the wire as JSON in UTF-8. Infinity where no text can hold it: it is more than any bound. */
export function byteLength(value: unknown): number {
  const text = jsonOf(value)
  if (text === null) return Infinity
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit >= 0xd800 && unit < 0xdc00) {
      // A surrogate pair is one code point of four bytes.
      bytes += 4
      i++
    } else bytes += 3
  }
  return bytes
}

/** The value as JSON; null where that is longer than a text can be, which is some hundred megabytes. */
function jsonOf(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? ''
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
