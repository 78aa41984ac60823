import { type Page, expect } from '@playwright/test'
import type { CutWire } from '../cut-wire.ts'
import type { ServiceUnderTest } from '../service-under-test.ts'
import { isSynced, openCase } from './story.ts'

const said = {
  byParty: 'canary-of-the-party-7c1e',
  sent: 'canary-of-a-sent-reply-52d9',
  waiting: 'canary-of-a-waiting-note-b08a',
  draft: 'canary-of-a-draft-e41f',
} as const

/** Texts of the agent and of the party, and a name, an address and a subject of the demo: none of them may lie on a disk as it is. */
export const canaries: readonly string[] = [...Object.values(said), 'Dela Cruz', 'Rice cooker', 'maria-delacruz@']

/** Leaves every kind of text in every store: fetched, sent, waiting to be sent, and written without being sent. Ends with the wire cut. */
export async function workWithCanaries(page: Page, wire: CutWire, service: ServiceUnderTest): Promise<void> {
  const box = page.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')
  const thread = page.getByRole('region', { name: 'Thread' })
  await openCase(page, '10311')
  await service.partyWrites('10311', said.byParty)
  await expect(thread.getByText(said.byParty)).toBeVisible()
  await box.fill(said.sent)
  await page.keyboard.press('Control+Enter')
  await expect(thread.getByText(said.sent)).toBeVisible()
  await isSynced(page)
  wire.cut()
  await openCase(page, '10402')
  await box.fill(said.waiting)
  await page.keyboard.press('Control+Enter')
  await expect(thread.getByText('Saved on this computer, will send')).toBeVisible()
  await box.fill(said.draft)
  await openCase(page, '10311')
  await openCase(page, '10402')
  await expect(box).toHaveValue(said.draft)
}
