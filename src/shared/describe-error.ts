/** An error as lines for a log: its kind, its code and where it arose. Never its message, which may quote what a person wrote. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code) ? ` ${error.code}` : ''
  const kind = /^[A-Za-z]{1,60}$/.test(error.name) ? error.name : 'Error'
  const places = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  return [`${kind}${code}`, ...places.slice(0, 20)].join('\n')
}
