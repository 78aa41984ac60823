import { policyValue } from './policy.ts'

let inside: string | null = null

/** What was copied where nothing may leave the window; null: nothing, or the person has been elsewhere since. */
export const heldInside = (): string | null => inside

/** Keeps a text for pasting within this window. */
export const holdInside = (text: string): void => void (inside = text)

/** What the person copied elsewhere meanwhile is meant from now on. */
export const forgetInside = (): void => void (inside = null)

/** Puts a text on the clipboard, or on that of this window alone where IT has it so. Rejects where the system refuses. */
export async function copyText(text: string): Promise<'copied' | 'kept-inside'> {
  if (policyValue('ClipboardAllowed')) {
    await navigator.clipboard.writeText(text)
    return 'copied'
  }
  holdInside(text)
  return 'kept-inside'
}
