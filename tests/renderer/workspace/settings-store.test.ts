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
