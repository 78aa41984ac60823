import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { SignedRelease } from '#shared/update/release.ts'
import { Halt, type Halts, Rollout, noRollout } from '#shared/update/rollout.ts'
import { type UpdateRing, updateRings } from '#shared/update/update-rings.ts'
import { orWhenAbsent } from '../database/system-errors.ts'

/**
 * Releases and who gets them, as files: `rollout.json`, `halted-RING.json`, and for each version `releases/VERSION/` with `release.json` and
 * the installers. `npm run publish-update` writes it; the service reads it anew for each question, and writes halts. Nothing in it is secret.
 */
export class UpdateFolder {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Where the installers of all versions lie. */
  get releases(): string {
    return join(this.#folder, 'releases')
  }

  releaseFolder(version: string): string {
    return join(this.releases, version)
  }

  /** Throws where the file is there and makes no sense. */
  async rollout(): Promise<Rollout> {
    return (await this.#read('rollout.json', Rollout)) ?? noRollout
  }

  async writeRollout(rollout: Rollout): Promise<void> {
    await this.#write('rollout.json', rollout)
  }

  async halts(): Promise<Halts> {
    const found = await Promise.all(updateRings.map(async (ring) => [ring, await this.#read(haltFile(ring), Halt)]))
    return Object.fromEntries(found.filter(([, halt]) => halt !== null)) as Halts
  }

  async halt(ring: UpdateRing, halt: Halt): Promise<void> {
    await this.#write(haltFile(ring), halt)
  }

  async resume(ring: UpdateRing): Promise<void> {
    await rm(join(this.#folder, haltFile(ring)), { force: true })
  }

  /** Null where there is no such release. */
  release(version: string): Promise<SignedRelease | null> {
    return this.#read(join('releases', version, 'release.json'), SignedRelease)
  }

  async #read<T>(name: string, schema: z.ZodType<T>): Promise<T | null> {
    const path = join(this.#folder, name)
    const text = await orWhenAbsent(readFile(path, 'utf8'), null)
    if (text === null) return null
    const read = schema.safeParse(jsonOf(text))
    if (!read.success) throw new TypeError(`${path} makes no sense: publish anew, or take it away.`)
    return read.data
  }

  /** Never half a file, also after a power cut. */
  async #write(name: string, content: unknown): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    const path = join(this.#folder, name)
    const file = await open(`${path}.next`, 'w', 0o644)
    try {
      await file.writeFile(`${JSON.stringify(content, null, 2)}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.next`, path)
  }
}

const haltFile = (ring: UpdateRing): string => `halted-${ring}.json`

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
