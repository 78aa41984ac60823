import { afterEach, expect, test } from 'vitest'
import { DeviceSeal, sealKey } from '#renderer/sync/seal/device-seal.ts'
import { keepLeft, leftDesk, returnTo, takeLeft } from '#renderer/workspace/left-desk.ts'
import { useScreen } from '#renderer/workspace/screen-store.ts'

const agentId = '0192f0c1-0000-7000-8000-00000000000a'
const sealOf = async (fill: number) => new DeviceSeal(await sealKey(new Uint8Array(32).fill(fill)))
const storage = localStorage

afterEach(() => {
  localStorage.clear()
  document.body.replaceChildren()
  useScreen.getState().reset()
})

// Catches: a half-filled form that is lost with the lock, or lies on the disk for anybody to read; and an agent who has to find the case again.
test('where the agent was and what a dialog held comes back once, and is sealed meanwhile', async () => {
  const ports = { agentId, seal: await sealOf(1), storage }
  document.body.innerHTML =
    '<div role="dialog"><label>Reason <textarea></textarea></label><input role="combobox"></div>'
  const [reason, search] = document.querySelectorAll<HTMLInputElement>('textarea, input')
  if (reason === undefined || search === undefined) throw new Error('There are no fields.')
  reason.value = 'The lid was broken'
  search.value = 'what was searched for'
  useScreen.getState().openCase('case-1')
  useScreen.getState().openCase('case-2')
  const left = leftDesk(document)
  expect(left.texts).toEqual([{ label: 'Reason', text: 'The lid was broken' }])
  await keepLeft(ports, left)
  expect(JSON.stringify(Object.entries(localStorage))).not.toContain('lid')
  useScreen.getState().reset()
  const taken = await takeLeft(ports)
  if (taken === null) throw new Error('Nothing was kept.')
  returnTo(taken)
  expect(useScreen.getState()).toMatchObject({ tabs: ['case-1', 'case-2'], caseId: 'case-2', overlay: 'left-texts' })
  expect(await takeLeft(ports)).toBeNull()
})

// Catches: a start that fails for good because of what another key had sealed.
test('what another key has sealed is as good as nothing', async () => {
  await keepLeft({ agentId, seal: await sealOf(1), storage }, leftDesk(document))
  expect(await takeLeft({ agentId, seal: await sealOf(2), storage })).toBeNull()
})
