import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { flipEveryFuse, fuseFaults, fuses, readFuses } from '#tools/package/fuses.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tierdesk-fuses-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A program that is nothing but a wire of fuses, each `1`, `0` or `r`, as Electron has it in the middle of its own. */
function program(wire: string): string {
  const path = join(folder, 'program')
  writeFileSync(
    path,
    `before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001${String.fromCharCode(wire.length)}${wire} after`,
    'latin1',
  )
  return path
}

const strict = { mayLackFuses: false }

describe('fuses', () => {
  // Catches a fuse of a new Electron that would stay as it happens to be.
  test('are all named, each one that Electron has', () => {
    const known = Object.keys(FuseV1Options).filter((name) => !/^\d+$/.test(name))
    expect(Object.keys(fuses).sort()).toEqual(known.sort())
  })

  test('stand as the list says once they are set, whatever stood there before', async () => {
    const path = program('101100010')
    await flipEveryFuse(path)
    const readings = await readFuses(path)
    expect(fuseFaults(readings, strict)).toEqual([])
    expect(readings.named).toEqual({
      RunAsNode: 'off',
      EnableCookieEncryption: 'on',
      EnableNodeOptionsEnvironmentVariable: 'off',
      EnableNodeCliInspectArguments: 'off',
      EnableEmbeddedAsarIntegrityValidation: 'on',
      OnlyLoadAppFromAsar: 'on',
      LoadBrowserProcessSpecificV8Snapshot: 'off',
      GrantFileProtocolExtraPrivileges: 'off',
      WasmTrapHandlers: 'on',
    })
  })

  test('that drift are found one by one', async () => {
    const path = program('101100010')
    await flipEveryFuse(path)
    const faultsOf = async (at: number, state: string): Promise<readonly string[]> => {
      const wire = '010011001'
      return fuseFaults(await readFuses(program(wire.slice(0, at) + state + wire.slice(at + 1))), strict)
    }
    expect(await faultsOf(0, '1')).toEqual(['The fuse RunAsNode is on, and has to be off.'])
    expect(await faultsOf(4, '0')).toEqual(['The fuse EnableEmbeddedAsarIntegrityValidation is off, and has to be on.'])
    for (let at = 0; at < 9; at++) expect(await faultsOf(at, '010011001'[at] === '1' ? '0' : '1')).toHaveLength(1)
    expect(await faultsOf(1, 'r')).toEqual([])
  })

  test('may be missing in the older Electron of a test build, and in no release', async () => {
    const path = program('1011000')
    await flipEveryFuse(path)
    const readings = await readFuses(path)
    expect(fuseFaults(readings, { mayLackFuses: true })).toEqual([])
    expect(fuseFaults(readings, strict)).toHaveLength(2)
  })

  test('that nobody has named stop the build', async () => {
    await expect(flipEveryFuse(program('1011000101'))).rejects.toThrow(
      '1 fuse(s) that tools/package/fuses.ts does not name',
    )
  })

  test('cannot be read from a program that is no Electron', async () => {
    writeFileSync(join(folder, 'other'), 'nothing in here')
    await expect(readFuses(join(folder, 'other'))).rejects.toThrow('sentinel')
  })
})
