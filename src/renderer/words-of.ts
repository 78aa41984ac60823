/** What went wrong, as the error itself says it. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
