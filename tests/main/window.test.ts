import { expect, test, vi } from 'vitest'
import { openWindow } from '#main/window.ts'

const protections: boolean[] = []

vi.mock('electron', () => {
  const nothing = (): void => undefined
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1440, height: 900 } }
  const listens = { on: nothing, once: nothing }
  return {
    app: { isPackaged: false, getAppPath: () => '/nowhere', getPath: () => '/nowhere' },
    nativeTheme: { ...listens, shouldUseDarkColors: false, themeSource: 'system' },
    screen: { ...listens, getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
    BrowserWindow: class {
      webContents = listens
      on = nothing
      once = nothing
      maximize = nothing
      setBackgroundColor = nothing
      loadURL = () => Promise.resolve()
      setContentProtection = (isOn: boolean): void => void protections.push(isOn)
    },
  }
})

// Catches: a policy that is read, shown in About Tierdesk and obeyed by nobody. Linux has no such protection, so no story there could notice.
test('the window is kept out of pictures of the screen where IT wants it so, and only there', () => {
  openWindow({ isKeptFromCapture: false, isSpelt: false })
  expect(protections).toEqual([])
  openWindow({ isKeptFromCapture: true, isSpelt: false })
  expect(protections).toEqual([true])
})
