import type { AppUpdater } from 'electron-updater'
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js'
import type { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'
import type { ReleaseTarget } from '#shared/update/release.ts'
import type { FeedAnswer, FeedParts } from './signed-feed.ts'

/** Asks for, fetches and puts in place what the service offers. */
export interface UpdateLoader {
  /** Rejects where the service does not answer. */
  check(): Promise<FeedAnswer>
  /** Fetches what was offered last. Rejects where what came is not what was signed, or the disk does not take it. */
  download(): Promise<void>
  /** Ends Tierdesk, puts the new version in place and starts it. `failed` is called where that could not begin. */
  install(failed: () => void): void
}

/** What electron-updater works with. */
export interface LoaderParts extends Omit<FeedParts, 'heard'> {
  readonly target: ReleaseTarget
  readonly app: AppAdapter
  readonly executor: ElectronHttpExecutor
}

/** Opens electron-updater on the signed feed. It is read from disk only now: the first screen does not wait for it. */
export async function openUpdateLoader({ target, app, executor, ...feed }: LoaderParts): Promise<UpdateLoader> {
  const { SignedFeed } = await import('./signed-feed.ts')
  const updater = await updaterOf(target, app)
  let answer: FeedAnswer | null = null
  const heard = (told: FeedAnswer): void => {
    answer = told
  }
  const parts = { ...feed, heard }
  class Feed extends SignedFeed {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(parts, runtime)
    }
  }
  // It takes its executor from the app that Electron gives it, and none with an app of ours.
  Object.assign(updater, { httpExecutor: executor })
  updater.setFeedURL({ provider: 'custom', updateProvider: Feed })
  updater.autoDownload = false
  updater.allowDowngrade = false
  updater.allowPrerelease = false
  // The maps of blocks that it compares are signed by nobody, and what was never run here is not on.
  updater.disableDifferentialDownload = true
  // On a Mac the system puts in place what it was handed, without asking once more.
  updater.autoInstallOnAppQuit = !target.startsWith('darwin')
  // It writes names of files and addresses; what went wrong is told by the promises.
  updater.logger = null
  updater.on('error', () => undefined)
  return {
    async check() {
      answer = null
      await updater.checkForUpdates()
      if (answer === null) throw new Error('no answer')
      return answer
    },
    download: async () => void (await updater.downloadUpdate()),
    install(failed) {
      updater.once('error', failed)
      updater.quitAndInstall(true, true)
    },
  }
}

async function updaterOf(target: ReleaseTarget, app: AppAdapter): Promise<AppUpdater> {
  const { AppImageUpdater, MacUpdater, NsisUpdater } = await import('electron-updater')
  if (target.endsWith('nsis')) return new NsisUpdater(null, app)
  return target.endsWith('zip') ? new MacUpdater(undefined, app) : new AppImageUpdater(null, app)
}
