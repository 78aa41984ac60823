import { z } from 'zod'
import { fromBase64, toBase64 } from '#renderer/sync/seal/base64.ts'
import { SealBroken, type Seal } from '#renderer/sync/seal.ts'
import { contextTabs, useScreen } from './screen-store.ts'
import { fieldsWithText } from './update-store.ts'

/** What was written in a field of a dialog, which nothing else keeps. */
const LeftText = z.object({ label: z.string(), text: z.string() })
export type LeftText = z.infer<typeof LeftText>

/** Where an agent was when the desk was locked. */
const LeftDesk = z.object({
  tabs: z.array(z.string()),
  caseId: z.string().nullable(),
  composer: z.enum(['reply', 'note']),
  /** Whether the cursor stood in the text that was being written. */
  isWriting: z.boolean(),
  contextTab: z.enum(contextTabs),
  texts: z.array(LeftText),
})
export type LeftDesk = z.infer<typeof LeftDesk>

/** Whose, under which seal, and where: the part of `localStorage` that is needed. */
export interface LeftPorts {
  readonly agentId: string
  readonly seal: Seal
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

const keyOf = (agentId: string): string => `tierdesk.left.${agentId}`
const placeOf = (agentId: string): string => `left-desk/${agentId}/1`

const labelOf = (field: HTMLElement): string => {
  const labels = 'labels' in field ? (field.labels as NodeListOf<HTMLLabelElement> | null) : null
  return (field.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? '').trim()
}

/** Where the agent is now: to be asked while the desk is still on the screen. */
export function leftDesk(page: Document): LeftDesk {
  const { tabs, caseId, composer, contextTab } = useScreen.getState()
  const texts = fieldsWithText(page).map(({ field, text }) => ({ label: labelOf(field), text }))
  const isWriting = (page.activeElement?.closest('[data-area=composer]') ?? null) !== null
  return { tabs: [...tabs], caseId, composer, isWriting, contextTab, texts }
}

/** Keeps it until the desk is opened again, sealed like everything else. Throws where the storage has no room. */
export async function keepLeft({ agentId, seal, storage }: LeftPorts, left: LeftDesk): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(left))
  storage.setItem(keyOf(agentId), toBase64(await seal.seal(placeOf(agentId), bytes)))
}

/** Takes it out again; null where the desk was not locked, or what is there does not open. */
export async function takeLeft({ agentId, seal, storage }: LeftPorts): Promise<LeftDesk | null> {
  const kept = storage.getItem(keyOf(agentId))
  if (kept === null) return null
  storage.removeItem(keyOf(agentId))
  try {
    const bytes = await seal.open(placeOf(agentId), fromBase64(kept))
    return LeftDesk.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null
  } catch (error) {
    // Another key than it was sealed under: the agent has started anew.
    if (error instanceof SealBroken) return null
    throw error
  }
}

let texts: readonly LeftText[] = []
/** What stood in a dialog when the desk was locked. */
export const leftTexts = (): readonly LeftText[] => texts
/** The agent has seen it, or is another. */
export const forgetLeftTexts = (): void => void (texts = [])

/** Puts the screen back to where the agent was. */
export function returnTo(left: LeftDesk): void {
  const { tabs, caseId, composer, contextTab, isWriting } = left
  texts = left.texts
  const { focusOn, show } = useScreen.getState()
  useScreen.setState({ tabs, caseId, cursorId: caseId, composer, contextTab })
  if (isWriting) focusOn('composer')
  if (texts.length > 0) show('left-texts')
}
