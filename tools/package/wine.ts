import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../run.mjs'
import { standInSources } from './stand-ins.ts'

/** A Windows of wine that is thrown away: one drive C:, one registry, 64 bits. */
export interface Wine {
  /** A folder of this computer for what is tried. */
  readonly folder: string
  /** Where the drive C: lies on this computer. */
  readonly drive: string
  /** Runs a program of Windows; its exit code, of which wine shows the last eight bits. */
  readonly run: (program: string, ...words: readonly string[]) => Promise<{ code: number; output: string }>
  /** What `reg query` says of a key; more words after it. */
  readonly registry: (key: string, ...words: readonly string[]) => Promise<string>
  /** Waits until everything that was started has ended, also what a program left behind running. */
  readonly untilIdle: () => Promise<void>
}

/** How this computer's path is called inside. */
export const asWindows = (path: string): string => `Z:${path.replaceAll('/', '\\')}`

// Neither .NET nor a browser is asked for. Wine's own powershell says yes to every question, and what was installed is not to come
// into this computer's menu.
const overrides = 'mscoree,mshtml=;winemenubuilder.exe,powershell.exe=d;findstr.exe=n'

/** Makes a new Windows for `work` and takes it away again. */
export async function underWine<T>(work: (wine: Wine) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tierdesk-wine-'))
  const [prefix, home] = [join(folder, 'wine'), join(folder, 'home')]
  for (const path of [prefix, home]) mkdirSync(path)
  const env = {
    ...process.env,
    // Wine makes links to what lies in a home: documents, downloads and the like.
    HOME: home,
    WINEPREFIX: prefix,
    WINEARCH: 'win64',
    WINEDEBUG: '-all',
    WINEDLLOVERRIDES: overrides,
  }
  const wine = (...words: readonly string[]) => run('wine', [...words], { env, quiet: true, timeoutMs: 300_000 })
  const server = (word: string) => run('wineserver', [word], { env, quiet: true, timeoutMs: 300_000 })
  const untilIdle = async (): Promise<void> => {
    const { code, output } = await server('-w')
    if (code !== 0) throw new Error(`wineserver -w ended with ${code}: ${output.trim()}`)
  }
  const drive = join(prefix, 'drive_c')
  try {
    const made = await wine('wineboot', '--init')
    if (made.code !== 0) throw new Error(`wineboot ended with ${made.code}: ${made.output.trim().slice(-1500)}`)
    await untilIdle()
    const findstr = ['-Os', '-s', '-o', join(drive, 'windows', 'system32', 'findstr.exe')]
    execFileSync('x86_64-w64-mingw32-gcc', [...findstr, join(standInSources, 'findstr.c')])
    const registry = async (key: string, ...words: readonly string[]): Promise<string> =>
      (await wine('reg', 'query', key, ...words)).output
    return await work({ folder, drive, run: wine, registry, untilIdle })
  } finally {
    await server('-k')
    rmSync(folder, { recursive: true, force: true })
  }
}
