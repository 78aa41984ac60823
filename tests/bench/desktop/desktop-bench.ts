import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { electronVersion } from '../../../tools/electron-runtime.mjs'
import { onVirtualScreen } from '../../../tools/package/virtual-screen.ts'
import { ROOT, hasDisplay } from '../../../tools/project.mjs'
import { ensureDisplay } from '../../../tools/virtual-display.mjs'
import { electronFolder } from '../../electron-folder.ts'
import type { ServiceUnderTest } from '../../service-under-test.ts'
import type { BenchOptions } from '../bench-options.ts'
import { keptPicture } from '../desk/kept-picture.ts'
import { firstSync, listRows, seenRows } from '../desk/play.ts'
import { fullService } from '../desk/prepare.ts'
import { type Figures, type Variant, interleaved } from '../runs.ts'
import { type BenchRow, benchRow } from '../statistics.ts'
import { asarBytes } from './asar-bytes.ts'
import { emptyWindow } from './empty-window.ts'
import { type AppToMeasure, type MeasuredApp, startMeasured } from './measured-app.ts'
import { type ProcessUse, useOf } from './process-tree.ts'

/** What is waited for in the desk: its queue as it is seen, and as it takes keys. */
const inDesk = {
  queue: seenRows,
  keys: listRows,
  synced: '[aria-label^="State of the connection"][aria-label*="All synced"]',
}
/** By then V8 has collected what the start left behind: in the first minute that is two thirds of what is measured. */
const settlesMs = 90_000

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/** The built desktop in Electron beside an empty window of the same Electron: how long a start takes, and what both use when nobody does anything. */
export async function desktopBench(options: BenchOptions): Promise<BenchRow[]> {
  const electron = await electronFolder()
  if (!(await ensureDisplay())) throw new Error('There is no display, and no Xvfb to stand in for one.')
  say(`Electron ${electronVersion(electron)}. Starting the service, importing, adding cases.`)
  // Read by what starts desktops, when it is loaded.
  process.env['TIERDESK_ELECTRON_DIST'] = electron
  const service = await fullService(options.data)
  const folder = await mkdtemp(join(tmpdir(), 'tierdesk-desktop-'))
  try {
    const measured = (): Promise<BenchRow[]> => measure({ electron, folder, service }, options)
    if (hasDisplay()) return await measured()
    return await onVirtualScreen((display) => {
      process.env['DISPLAY'] = display
      return measured()
    })
  } finally {
    await service.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Place {
  readonly electron: string
  readonly folder: string
  readonly service: ServiceUnderTest
}

async function measure(place: Place, { runs, isQuick }: BenchOptions): Promise<BenchRow[]> {
  await firstDownload(place)
  const { desk, empty } = await appsOf(place)
  const variants: Variant[] = [
    { subject: 'empty-window', run: () => timeStart(empty, { 'start-ms': 'queue' }) },
    { subject: 'tierdesk', run: () => timeStart(desk, { 'start-ms': 'queue', 'start-keys-ms': 'keys' }) },
  ]
  // What neither has in memory yet would fall on whoever is first.
  for (const { run } of variants) await run()
  const rows = await interleaved('desktop', runs ?? (isQuick ? 3 : 15), variants)
  const forMs = isQuick ? 5_000 : 60_000
  const left = [...(await idle(empty, 'empty-window', forMs)), ...(await idle(desk, 'tierdesk', forMs))]
  return [...rows, ...left, benchRow('desktop', 'tierdesk', 'asar-kb', [(await asarBytes(place.folder)) / 1000])]
}

async function appsOf({ electron, folder, service }: Place): Promise<{ desk: AppToMeasure; empty: AppToMeasure }> {
  const { desktopEnvironment } = await import('../../e2e-electron/launch.ts')
  const desk = desktopEnvironment({ userData: join(folder, 'profile'), serviceUrl: service.directUrl })
  const both = { electron, scratch: folder }
  return {
    desk: { ...both, app: ROOT, environment: desk, awaited: inDesk },
    empty: {
      ...both,
      app: emptyWindow(join(folder, 'empty')),
      environment: { EMPTY_USER_DATA: join(folder, 'empty-profile') },
      awaited: { queue: 'p', synced: 'p' },
    },
  }
}

/** Signs in and downloads everything, so that every start after this one is that of a morning. */
async function firstDownload({ folder, service }: Place): Promise<void> {
  say('First download.')
  const { launchDesktop } = await import('../../e2e-electron/launch.ts')
  const { app, window } = await launchDesktop({ userData: join(folder, 'profile'), serviceUrl: service.directUrl })
  window.setDefaultTimeout(120_000)
  await firstSync(window, 'siti', service.password)
  // A picture is taken after a change, and the list may be the one that is shown already.
  await keptPicture(window, /^Solved/)
  await keptPicture(window, /^All open/)
  await window.locator(listRows).first().waitFor()
  await app.close()
}

async function timeStart(app: AppToMeasure, metrics: Readonly<Record<string, string>>): Promise<Figures> {
  const started = startMeasured(app)
  try {
    const figures: [string, number][] = []
    for (const [metric, name] of Object.entries(metrics)) figures.push([metric, await started.drawn(name)])
    await started.drawn('synced')
    return Object.fromEntries(figures)
  } finally {
    await started.close()
  }
}

async function idle(app: AppToMeasure, subject: string, forMs: number): Promise<BenchRow[]> {
  if (process.platform !== 'linux') {
    say('What they use when idle is measured on Linux only.')
    return []
  }
  say(`${subject}: left alone for ${forMs / 1000} s.`)
  const started = startMeasured(app)
  try {
    const { before, after, seconds } = await leftAlone(started, forMs)
    const percent = ((after.cpuSeconds - before.cpuSeconds) / seconds) * 100
    const row = (metric: string, value: number): BenchRow => benchRow('desktop', subject, metric, [value])
    return [
      row('idle-cpu-percent', percent),
      row('idle-memory-kb', after.memoryBytes / 1000),
      row('idle-processes', after.processes),
    ]
  } finally {
    await started.close()
  }
}

async function leftAlone(
  started: MeasuredApp,
  forMs: number,
): Promise<{ before: ProcessUse; after: ProcessUse; seconds: number }> {
  await started.drawn('synced')
  // What a start leaves to be done once all is shown belongs to the start.
  await wait(settlesMs)
  const before = useOf(started.pid)
  const from = performance.now()
  await wait(forMs)
  return { before, after: useOf(started.pid), seconds: (performance.now() - from) / 1000 }
}
