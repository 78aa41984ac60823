import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, type Page, expect } from '@playwright/test'
import { type CutWire, openWire } from '../cut-wire.ts'
import { launchDesktop } from './launch.ts'

/** A desktop that is played with, over a wire that can be cut. */
interface PlayedDesk {
  readonly app: ElectronApplication
  readonly window: Page
  readonly wire: CutWire
  readonly userData: string
  readonly restart: () => Promise<{ app: ElectronApplication; window: Page }>
}

/** Plays on a desktop of its own in front of the service at `port`. `enforced`: what IT has decided for it. `args`: what it is started with. */
export async function onDesk(
  { port, enforced = {}, args = [] }: { port: number; enforced?: object; args?: readonly string[] },
  play: (desk: PlayedDesk) => Promise<void>,
): Promise<void> {
  const wire = await openWire(port)
  const userData = mkdtempSync(join(tmpdir(), 'tierdesk-lock-'))
  const policies = join(userData, 'policies')
  mkdirSync(policies, { mode: 0o755 })
  writeFileSync(join(policies, 'a.json'), JSON.stringify({ Enforced: enforced }), { mode: 0o644 })
  const options = { userData, serviceUrl: wire.url, policies, args }
  let desk = await launchDesktop(options)
  const restart = async () => {
    await desk.app.close()
    return (desk = await launchDesktop(options))
  }
  await play({ ...desk, wire, userData, restart })
  await desk.app.close()
  await wire.close()
  rmSync(userData, { recursive: true, force: true })
}

/** Where a reply or a note is written. */
export const box = (window: Page) => window.getByRole('region', { name: 'Write on this case' }).getByRole('textbox')

/** Waits until the desk is locked. */
export const isLocked = (window: Page): Promise<void> =>
  expect(window.getByRole('heading', { name: 'The desk is locked' })).toBeVisible()

/** What Windows and macOS tell when the screen is locked, and every system when it goes to sleep. */
export const systemSays = (
  app: ElectronApplication,
  event: 'lock-screen' | 'suspend' | 'user-did-resign-active',
): Promise<void> => app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event)

/** From now on the system says that the computer was touched so many seconds ago. */
export const idleFor = (app: ElectronApplication, seconds: number): Promise<void> =>
  app.evaluate(({ powerMonitor }, idle) => void Object.assign(powerMonitor, { getSystemIdleTime: () => idle }), seconds)

/** The number of the process that the window’s page runs in, as the system has it. */
export const processOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0)

/** Whether the system has a process of this number. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
