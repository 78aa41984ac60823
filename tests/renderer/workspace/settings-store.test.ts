import { beforeEach, expect, test, vi } from 'vitest'

class MemoryStorage {
  readonly entries = new Map<string, string>()
  getItem(name: string): string | null {
    return this.entries.get(name) ?? null
  }
  setItem(name: string, value: string): void {
    this.entries.set(name, value)
  }
}

let storage: MemoryStorage

/** The store of a window that has just been loaded. */
async function freshStore() {
  vi.resetModules()
  return (await import('#renderer/workspace/settings-store.ts')).useSettings
}

beforeEach(() => {
  storage = new MemoryStorage()
  vi.stubGlobal('localStorage', storage)
})

// Catches settings that go to whoever sits down next at a desk that is shared over three shifts.
test('each agent has their own settings on a computer, and what was set last holds before anybody is known', async () => {
  const first = await freshStore()
  first.getState().settleIn({ id: 'ana', locale: 'fil' })
  first.getState().set({ theme: 'dark', density: 'compact', language: 'fil' })
  first.getState().settleIn({ id: 'ben', locale: 'en' })
  first.getState().set({ theme: 'light', density: 'comfortable', language: 'own' })

  const later = await freshStore()
  expect(later.getState()).toMatchObject({ theme: 'light', density: 'comfortable' })
  later.getState().settleIn({ id: 'ana', locale: 'fil' })
  expect(later.getState()).toMatchObject({ theme: 'dark', density: 'compact', language: 'fil' })
})

// Catches an update that forgets the colours and keys people had chosen in builds before this one.
test('colours and keys of earlier builds are taken over', async () => {
  storage.setItem('tierdesk.theme', 'dark')
  storage.setItem('tierdesk.keys', 'zendesk')
  const settings = (await freshStore()).getState()
  expect(settings.theme).toBe('dark')
  expect(settings.keys.preset).toBe('zendesk')
})

// Catches a window that does not open because of an entry that somebody wrote by hand, or a newer build.
test.each(['{', '[]', '"x"', '{"theme":7,"density":"x","textSize":12,"keys":{"own":{"default":{"list.next":[3]}}}}'])(
  'an entry that makes no sense is as if there were none: %s',
  async (entry) => {
    storage.setItem('tierdesk.settings', entry)
    const { theme, density, textSize, keys } = (await freshStore()).getState()
    expect({ theme, density, textSize }).toEqual({ theme: 'system', density: 'cozy', textSize: 100 })
    expect(keys.own.default).toEqual({})
  },
)

// Catches: a choice of IT's that overrules the agent's, or that stays for ever once it was shown.
test('what IT begins with holds for what nobody has chosen, at the next start too, and changes when IT does', async () => {
  const dark = { theme: 'dark', textSize: 125, language: 'th' }
  const first = await freshStore()
  first.getState().settleIn({ id: 'ana', locale: 'en' })
  first.getState().beginWith(dark)
  first.getState().set({ textSize: 100, density: 'compact' })
  expect(first.getState()).toMatchObject({ theme: 'dark', textSize: 100, language: 'th', density: 'compact' })

  const second = await freshStore()
  second.getState().settleIn({ id: 'ana', locale: 'en' })
  expect(second.getState()).toMatchObject({ theme: 'dark', textSize: 100, language: 'th', density: 'compact' })
  second.getState().beginWith({ theme: 'light', textSize: 150, language: 'nonsense' })
  expect(second.getState()).toMatchObject({ theme: 'light', textSize: 100, language: 'own' })
})

// Catches: an update after which IT's wishes reach nobody, because an earlier build wrote down what nobody had chosen.
test('what earlier builds wrote down counts as chosen where it is not the usual', async () => {
  const kept = { theme: 'system', density: 'cozy', textSize: 110, language: 'own', locale: 'en' }
  storage.setItem('tierdesk.settings', JSON.stringify(kept))
  const settings = await freshStore()
  settings.getState().beginWith({ theme: 'dark', textSize: 150, language: 'vi' })
  expect(settings.getState()).toMatchObject({ theme: 'dark', textSize: 110, language: 'vi' })
})
