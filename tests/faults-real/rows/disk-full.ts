import { execFile } from 'node:child_process'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DeskWindow } from '../desk-window.ts'
import type { FaultRow } from '../fault-row.ts'
import { Ledger } from '../ledger.ts'
import { copyProfile } from '../stand.ts'
import { timed } from '../until.ts'

const run = promisify(execFile)
const diskMegabytes = 160
const saveMs = 3000
// A write that the browser left hanging on the full disk is given up after five seconds, and offered again five seconds later.
const recoverMs = 20_000

export const diskFull: FaultRow = {
  name: 'disk-full',
  does: 'Notes on a small disk that is then full, then has room again; after that the browser is killed (electron#41877).',
  holds:
    'Every note that was shown as saved is in the service after the restart, and saving works again once there is room.',
  attempts: 5,
  inSlice: 0,
  sliceMs: 0,
  patience: 90_000,
  cannotRun: async () => (process.getuid?.() === 0 ? null : 'a small disk can be mounted by root only'),
  async prepare(stand, closing) {
    const disk = await stand.folder('disk')
    await run('mount', ['-t', 'tmpfs', '-o', `size=${diskMegabytes}m`, 'tmpfs', disk])
    closing.add(() => run('umount', ['--lazy', disk]))
    const ledger = new Ledger(stand)
    return async () => {
      const profile = join(disk, 'profile')
      const filler = join(disk, 'filler')
      await mkdir(profile)
      await copyProfile(await stand.profile('ana'), profile)
      let window = await DeskWindow.open(stand, { profile, caseNumber: '10314' })
      stand.wire.cut()
      await writeSome(window, ledger, 3)
      await fill(filler)
      await writeSome(window, ledger, 3)
      await rm(filler)
      if ((await writeSome(window, ledger, 3, recoverMs)) === 0)
        throw new Error('nothing is saved although there is room again')
      await window.kill()
      stand.wire.mend()
      const ms = await timed(async () => {
        window = await window.killAndReopen()
        await ledger.settle()
      })
      await window.kill()
      await rm(profile, { recursive: true })
      return ms
    }
  },
}

/** Writes notes; answers how many of them the screen called saved. */
async function writeSome(window: DeskWindow, ledger: Ledger, count: number, waitMs = saveMs): Promise<number> {
  let saved = 0
  for (let n = 0; n < count; n++) {
    const text = ledger.intend()
    await window.write(text)
    const isSaved = await window.saved(text, waitMs).then(
      () => true,
      // Not called saved: a full disk may do that, as long as the screen does not say otherwise.
      () => false,
    )
    if (isSaved) ledger.saved(text)
    saved += isSaved ? 1 : 0
  }
  return saved
}

/** Takes every byte that is left. */
async function fill(path: string): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (const size of [2 ** 20, 2 ** 12, 1]) await fillBy(file, Buffer.alloc(size, 1))
  } finally {
    await file.close()
  }
}

async function fillBy(file: Awaited<ReturnType<typeof open>>, block: Buffer): Promise<void> {
  try {
    for (;;) if ((await file.write(block)).bytesWritten < block.length) return
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
