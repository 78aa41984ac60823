/** Rows as a table in text (RFC 4180), the names of the cells first. */
export function csvText(names: readonly string[], rows: readonly { readonly [name: string]: unknown }[]): string {
  const cell = (value: unknown): string => {
    const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)
    return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [names, ...rows.map((row) => names.map((name) => row[name]))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('')
}
