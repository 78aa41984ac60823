/** A word that is missing, a file that will not do, or a step that would harm desks; the message is a sentence for IT. */
export class Refused extends Error {}

/** Node's own messages are for programmers; the code in them is for IT. */
export async function tried<T>(work: () => T | Promise<T>, otherwise: string): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new Refused(`${otherwise}${code}.`)
  }
}
