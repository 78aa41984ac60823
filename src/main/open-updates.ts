import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BrowserWindow, app } from 'electron'
import type { UpdateState } from '#shared/update/update-state.ts'
import { ReleaseTarget } from '#shared/update/release.ts'
import { builtInUpdateKeys } from './built-in-update-keys.ts'
import { type Edition, editionOf } from './edition.ts'
import { leaveWindow } from './leave-window.ts'
import { logLine } from './log-line.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import type { UpdateLoader } from './update-loader.ts'
import type { Answered, ProxySignIn } from './proxy-sign-in.ts'
import { Updates } from './updates.ts'

interface UpdateDeps {
  readonly policy: PolicyInForce
  readonly ourWindow: () => BrowserWindow | null
  readonly changed: (state: UpdateState) => void
  readonly proxy: ProxySignIn
}

const firstCheckMs = 60_000
const checkEveryMs = 30 * 60_000

/** Begins to look for updates: soon after the start, then every half hour, each desk at a moment of its own. */
export function openUpdates({ policy, ourWindow, changed, proxy }: UpdateDeps): Updates {
  const { values } = policy
  const edition = thisEdition()
  const keys = [...builtInUpdateKeys, ...values.UpdateKeys]
  const updates: Updates = new Updates({
    off: whyOff(edition, values.UpdatesAllowed, keys),
    open: () => openLoader(edition, { policy, proxy, keys, mayInstallAtEnd: () => updates.mayInstallAtEnd }),
    leave: (closed) => leaveWindow(ourWindow(), closed),
    failedToInstall: () => {
      logLine('The update could not be put in place; Tierdesk starts as it was.')
      app.relaunch()
    },
    changed: (state) => {
      if (state.is === 'refused') logLine(`An update was refused: ${state.why}, ${state.version ?? 'no version'}.`)
      if (state.is === 'failed') logLine(`An update was not fetched: ${state.why}.`)
      changed(state)
    },
    now: () => new Date(),
  })
  const again = (afterMs: number): void => {
    // A thousand desks that start with the shift ask over a while, not at once.
    const timer = setTimeout(
      () => void updates.check().finally(() => again(checkEveryMs)),
      afterMs * (0.5 + Math.random()),
    )
    timer.unref()
  }
  if (updates.state.is !== 'off') again(firstCheckMs)
  return updates
}

function thisEdition(): Edition {
  // Only whoever builds Tierdesk may say what it is: what is installed is what it is by where it lies.
  const developers = app.isPackaged ? null : ReleaseTarget.safeParse(process.env['TIERDESK_UPDATE_TARGET'])
  if (developers?.success === true) return { kind: 'user', target: developers.data }
  return editionOf({
    isPackaged: app.isPackaged,
    platform: process.platform,
    arch: process.arch,
    resources: process.resourcesPath,
    program: app.getPath('exe'),
    appImage: process.env['APPIMAGE'],
    home: app.getPath('home'),
  })
}

function whyOff(
  { kind }: Edition,
  isAllowed: boolean,
  keys: readonly string[],
): Extract<UpdateState, { is: 'off' }>['why'] | null {
  if (kind === 'none') return 'not-installed'
  if (kind === 'machine') return 'machine'
  if (!isAllowed) return 'policy'
  return keys.length === 0 ? 'no-key' : null
}

async function openLoader(
  edition: Edition,
  {
    policy,
    proxy,
    keys,
    mayInstallAtEnd,
  }: Pick<UpdateDeps, 'policy' | 'proxy'> & {
    readonly keys: readonly string[]
    readonly mayInstallAtEnd: () => boolean
  },
): Promise<UpdateLoader> {
  const { values, serviceUrl, report } = policy
  if (edition.kind !== 'user') throw new TypeError('Only an edition of a user updates itself.')
  const [{ openUpdateLoader }, { ElectronHttpExecutor }, { getAppCacheDir }] = await Promise.all([
    import('./update-loader.ts'),
    import('electron-updater/out/electronHttpExecutor.js'),
    import('electron-updater/out/AppAdapter.js'),
  ])
  const version = app.getVersion()
  const { target } = edition
  return openUpdateLoader({
    target,
    serviceUrl,
    keys,
    query: { ring: values.UpdateRing, site: report.site ?? '', version },
    desk: {
      version,
      target,
      minimum: values.UpdateMinimumVersion === '' ? null : values.UpdateMinimumVersion,
      maximum: values.UpdateMaximumVersion === '' ? null : values.UpdateMaximumVersion,
    },
    executor: new ElectronHttpExecutor((asker, answered) =>
      // Its type leaves out that nothing may be said, which ends the request.
      proxy.ask(asker, answered as Answered),
    ),
    app: {
      version,
      name: app.getName(),
      isPackaged: true,
      appUpdateConfigPath: await updaterConfig(),
      userDataPath: app.getPath('userData'),
      // Not in the profile, which may roam: an installer is large.
      baseCachePath: getAppCacheDir(),
      whenReady: () => app.whenReady(),
      relaunch: () => app.relaunch(),
      quit: () => app.quit(),
      onQuit: (handler) =>
        void app.once('quit', (_event, code) => {
          if (mayInstallAtEnd()) handler(code)
        }),
    },
  })
}

/** What electron-updater reads of itself: what the installer brought, which names the publisher of signed programs, else the folder alone. */
async function updaterConfig(): Promise<string> {
  const brought = join(process.resourcesPath, 'app-update.yml')
  if (app.isPackaged && existsSync(brought)) return brought
  const own = join(app.getPath('userData'), 'updates', 'app-update.yml')
  await mkdir(join(app.getPath('userData'), 'updates'), { recursive: true })
  await writeFile(own, 'updaterCacheDirName: tierdesk-updater\n')
  return own
}
