import { FuseState, FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/** The switches in the Electron program that a build sets for good. */
export type FuseName = keyof typeof FuseV1Options

/** How each fuse has to stand in what is delivered. Every fuse is named, so that none is left as Electron happens to have it. */
export const fuses: Readonly<Record<FuseName, boolean>> = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // Off would make WebAssembly check each access to memory by itself, which only platforms without signal handlers need.
  WasmTrapHandlers: true,
}

/** How one fuse stands in a program: `absent` where that Electron has no such fuse, `removed` where it no longer obeys it. */
export type FuseReading = 'on' | 'off' | 'removed' | 'absent'

/** What stands in a program: each fuse by its name, and how many more it has that nobody has named. */
export interface FuseReadings {
  readonly named: Readonly<Record<FuseName, FuseReading>>
  readonly unnamed: number
}

const fuseNames = Object.keys(fuses) as readonly FuseName[]

/** Sets every fuse that the program has. Rejects where the program is no Electron, or has a fuse that is not named here. */
export async function flipEveryFuse(program: string): Promise<void> {
  const before = await readFuses(program)
  if (before.unnamed > 0) throw new Error(unnamedFault(before.unnamed))
  const present = fuseNames.filter((name) => before.named[name] === 'on' || before.named[name] === 'off')
  const wanted = Object.fromEntries(present.map((name) => [FuseV1Options[name], fuses[name]]))
  await flipFuses(program, { version: FuseVersion.V1, ...wanted })
}

/** Reads back how the fuses of a program stand. */
export async function readFuses(program: string): Promise<FuseReadings> {
  const wire = await getCurrentFuseWire(program)
  const count = Object.keys(wire).filter((key) => /^\d+$/.test(key)).length
  const named = Object.fromEntries(fuseNames.map((name) => [name, readingOf(wire[FuseV1Options[name]])]))
  return {
    named: named as Record<FuseName, FuseReading>,
    unnamed: Math.max(0, count - fuseNames.length),
  }
}

function readingOf(state: FuseState | undefined): FuseReading {
  switch (state) {
    case FuseState.ENABLE:
      return 'on'
    case FuseState.DISABLE:
      return 'off'
    case FuseState.REMOVED:
      return 'removed'
    case FuseState.INHERIT:
    case undefined:
      return 'absent'
  }
}

/**
 * A sentence for each fuse that does not stand as the list above says. `mayLackFuses`: an older Electron of a test build has
 * fewer fuses; a release has to have them all.
 */
export function fuseFaults(
  { named, unnamed }: FuseReadings,
  { mayLackFuses }: { mayLackFuses: boolean },
): readonly string[] {
  const faults = fuseNames.flatMap((name) => {
    const found = named[name]
    if (found === 'removed' || (found === 'absent' && mayLackFuses)) return []
    const wanted = fuses[name] ? 'on' : 'off'
    return found === wanted ? [] : [`The fuse ${name} is ${found}, and has to be ${wanted}.`]
  })
  return unnamed === 0 ? faults : [...faults, unnamedFault(unnamed)]
}

const unnamedFault = (count: number): string =>
  `This Electron has ${count} fuse(s) that tools/package/fuses.ts does not name. Update @electron/fuses and name them.`
