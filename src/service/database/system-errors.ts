/** The code of a Node system error (`ENOSPC`, `EACCES` ...), or undefined for any other throw. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Runs `work` and answers `fallback` where the file or folder does not exist; every other failure is thrown on. */
export async function orWhenAbsent<Value, Fallback>(
  work: Promise<Value>,
  fallback: Fallback,
): Promise<Value | Fallback> {
  try {
    return await work
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return fallback
    throw error
  }
}
