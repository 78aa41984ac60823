import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { UpdateFolder } from '#service/updates/update-folder.ts'
import { ReleaseVersion, compareVersions } from '#shared/update/release-version.ts'
import type { RingRollout, Rollout } from '#shared/update/rollout.ts'
import { type UpdateRing, updateRings } from '#shared/update/update-rings.ts'
import { makeKey } from '../signing-key.ts'
import { addRelease } from './add-release.ts'
import { Refused, tried } from './refused.ts'
import { shownRollout } from './shown-rollout.ts'

const usage = `npm run publish-update -- make-key PRIVATE.pem
npm run publish-update -- add --folder UPDATES --key PRIVATE.pem --version 1.4.0 [--from 1.2.0] INSTALLER...
npm run publish-update -- roll-out --folder UPDATES --ring ${updateRings.join('|')} --version 1.4.0 --percentage 10 [--site NAME]
npm run publish-update -- oldest --folder UPDATES --version 1.3.0|none
npm run publish-update -- halt --folder UPDATES --ring RING --why TEXT
npm run publish-update -- resume --folder UPDATES --ring RING
npm run publish-update -- stop|start|show --folder UPDATES`

/** What the command runs on: the words after it, where it prints, and the time. */
export interface PublishCommand {
  readonly words: readonly string[]
  readonly print: (line: string) => void
  readonly now: () => Date
}

const options = {
  folder: { type: 'string' },
  key: { type: 'string' },
  version: { type: 'string' },
  from: { type: 'string' },
  ring: { type: 'string' },
  percentage: { type: 'string' },
  site: { type: 'string' },
  why: { type: 'string' },
} as const

type Values = { readonly [O in keyof typeof options]?: string | undefined }

/** What a step works on. */
interface Step {
  readonly folder: UpdateFolder
  readonly values: Values
  readonly paths: readonly string[]
  readonly now: Date
}

/** Runs one command; the exit code: 0 done, 1 with a sentence that says why not. */
export async function runPublishCommand({ words, print, now }: PublishCommand): Promise<number> {
  try {
    const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true })
    const [verb = '', ...paths] = positionals
    const [path] = paths
    const step = verb === 'make-key' ? undefined : steps.get(verb)
    if (verb === 'make-key' && path !== undefined) print(await newKey(path))
    else if (step === undefined) throw new Refused(usage)
    else print(await step({ folder: new UpdateFolder(needed(values, 'folder')), values, paths, now: now() }))
    return 0
  } catch (error) {
    print(error instanceof Error ? error.message : String(error))
    return 1
  }
}

const steps = new Map<string, (step: Step) => Promise<string>>([
  ['add', add],
  ['roll-out', rollOut],
  ['oldest', oldest],
  ['halt', halt],
  ['resume', resume],
  ['stop', ({ folder }) => stopAll(folder, true)],
  ['start', ({ folder }) => stopAll(folder, false)],
  ['show', async ({ folder }) => shownRollout(await folder.rollout(), await folder.halts())],
])

async function newKey(path: string): Promise<string> {
  const { privatePem, publicKey } = makeKey()
  // A key that is overwritten takes all desks with it that know no other.
  await tried(() => writeFile(path, privatePem, { mode: 0o600, flag: 'wx' }), `${path} could not be written`)
  return `${path} holds the private key: keep it away from the service, where only those who make releases can read it.\nThe public key, for the policy UpdateKeys: ${publicKey}`
}

async function add({ folder, values, paths, now }: Step): Promise<string> {
  if (paths.length === 0) throw new Refused(usage)
  const version = versionOf(values, 'version')
  const from = values.from === undefined ? null : versionOf(values, 'from')
  if (from !== null && compareVersions(from, version) >= 0)
    throw new Refused(`--from ${from} must be older than ${version}.`)
  const { release } = await addRelease(folder, { version, from, keyFile: needed(values, 'key'), paths }, now)
  return `${version} is published for ${release.files.map(({ target }) => target).join(', ')}. Nobody gets it before roll-out says so.`
}

async function rollOut({ folder, values, now }: Step): Promise<string> {
  const [ring, version, percentage] = [ringOf(values), versionOf(values, 'version'), percentageOf(values)]
  if ((await folder.release(version)) === null) throw new Refused(`${version} is not published. Add it first.`)
  const rollout = await folder.rollout()
  const before = rollout.rings[ring]
  if (before !== undefined && compareVersions(version, before.version) < 0) {
    throw new Refused(
      `The ring ${ring} has ${before.version} already, and desks take nothing older. Halt it, and publish what you want back under a newer version.`,
    )
  }
  const same = before?.version === version ? before : null
  const stage: RingRollout = {
    version,
    percentage: values.site === undefined ? percentage : (same?.percentage ?? 0),
    sites: values.site === undefined ? (same?.sites ?? {}) : { ...same?.sites, [values.site]: percentage },
    since: same?.since ?? now.toISOString(),
  }
  await folder.writeRollout({ ...rollout, rings: { ...rollout.rings, [ring]: stage } })
  return shownRollout(await folder.rollout(), await folder.halts())
}

async function oldest({ folder, values }: Step): Promise<string> {
  const version = values.version === 'none' ? null : versionOf(values, 'version')
  await change(folder, (rollout) => ({ ...rollout, oldest: version }))
  return version === null
    ? 'Percentages hold for desks of every version.'
    : `Desks that are older than ${version} get the version of their ring at once, whatever its percentage.`
}

async function halt({ folder, values, now }: Step): Promise<string> {
  const ring = ringOf(values)
  const { version } = await stageOf(folder, ring)
  await folder.halt(ring, { version, at: now.toISOString(), by: 'it', why: needed(values, 'why') })
  return `The ring ${ring} gets no more of ${version}. Desks that have it keep it; those that fetched it do not put it in place.`
}

async function resume({ folder, values, now }: Step): Promise<string> {
  const ring = ringOf(values)
  const stage = await stageOf(folder, ring)
  // What had it halted is not to halt it again.
  await change(folder, (rollout) => ({
    ...rollout,
    rings: { ...rollout.rings, [ring]: { ...stage, since: now.toISOString() } },
  }))
  await folder.resume(ring)
  return `The ring ${ring} gets ${stage.version} again. What desks report counts anew from now on.`
}

async function stopAll(folder: UpdateFolder, isStopped: boolean): Promise<string> {
  await change(folder, (rollout) => ({ ...rollout, isStopped }))
  return isStopped ? 'Nobody gets an update any more, until start.' : 'Updates go on as their rings say.'
}

const change = async (folder: UpdateFolder, changed: (rollout: Rollout) => Rollout): Promise<void> =>
  folder.writeRollout(changed(await folder.rollout()))

async function stageOf(folder: UpdateFolder, ring: UpdateRing): Promise<RingRollout> {
  const stage = (await folder.rollout()).rings[ring]
  if (stage === undefined)
    throw new Refused(`The ring ${ring} gets no version yet: there is nothing to halt or resume.`)
  return stage
}

function needed(values: Values, name: keyof Values): string {
  const value = values[name]
  if (value === undefined || value === '') throw new Refused(`--${name} is missing.\n${usage}`)
  return value
}

function versionOf(values: Values, name: 'version' | 'from'): string {
  const version = needed(values, name)
  if (!ReleaseVersion.safeParse(version).success)
    throw new Refused(`--${name} must be three numbers such as 1.4.0, not ${version}.`)
  return version
}

function ringOf(values: Values): UpdateRing {
  const asked = needed(values, 'ring')
  const ring = updateRings.find((one) => one === asked)
  if (ring === undefined) throw new Refused(`--ring must be one of ${updateRings.join(', ')}, not ${asked}.`)
  return ring
}

function percentageOf(values: Values): number {
  const asked = needed(values, 'percentage')
  const percentage = Number(asked)
  if (!/^\d{1,3}(\.\d+)?$/.test(asked) || percentage > 100)
    throw new Refused(`--percentage must be a number from 0 to 100, not ${asked}.`)
  return percentage
}
