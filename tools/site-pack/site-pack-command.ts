import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { verifySitePack } from '#main/verify-site-pack.ts'
import { sitePackFile } from '#shared/policy/site-pack.ts'
import { makeKey } from '../signing-key.ts'
import { faultsOf, knownNames, signSitePack } from './sign-site-pack.ts'

const usage = `npm run site-pack -- make-key PRIVATE.pem
npm run site-pack -- make --key PRIVATE.pem --site NAME [--out ${sitePackFile}] POLICIES.json
npm run site-pack -- check --key PUBLIC ${sitePackFile}`

/** What the command runs on: the words after it, where it prints, and the time. */
export interface SitePackCommand {
  readonly words: readonly string[]
  readonly print: (line: string) => void
  readonly now: () => Date
}

/** A word that is missing or a file that will not do; the message is a sentence for IT. */
class Refused extends Error {}

/** Runs one command of site packs; the exit code: 0 done, 1 with a sentence that says why not. */
export function runSitePackCommand(command: SitePackCommand): number {
  try {
    run(command)
    return 0
  } catch (error) {
    command.print(error instanceof Error ? error.message : String(error))
    return 1
  }
}

function run({ words, print, now }: SitePackCommand): void {
  const options = { key: { type: 'string' }, site: { type: 'string' }, out: { type: 'string' } } as const
  const { positionals, values } = parseArgs({ args: [...words], options, allowPositionals: true })
  const [verb, path] = positionals
  if (path === undefined) throw new Refused(usage)
  switch (verb) {
    case 'make-key':
      return newKey(path, print)
    case 'make':
      return make(path, { out: sitePackFile, ...values }, print, now())
    case 'check':
      return check(path, values.key, print)
    default:
      throw new Refused(usage)
  }
}

function newKey(path: string, print: (line: string) => void): void {
  const { privatePem, publicKey } = makeKey()
  // A key that is overwritten takes every pack with it that was made with it.
  written(path, () => writeFileSync(path, privatePem, { mode: 0o600, flag: 'wx' }))
  print(`${path} holds the private key: keep it where only those who make site packs can read it.`)
  print(`The public key, for the policy SitePackKeys: ${publicKey}`)
}

const Policies = z.record(z.string(), z.json())

function make(
  path: string,
  { key, site, out }: { key?: string | undefined; site?: string | undefined; out: string },
  print: (line: string) => void,
  now: Date,
): void {
  if (key === undefined || site === undefined) throw new Refused(usage)
  const policies = Policies.safeParse(jsonOf(path))
  if (!policies.success) throw new Refused(`${path} must be one object of policies by their names: ${knownNames()}.`)
  const faults = faultsOf(policies.data)
  if (faults.length > 0) throw new Refused(`Nothing was made.\n${faults.join('\n')}`)
  const pack = signSitePack({ site, issuedAt: now.toISOString(), policies: policies.data }, textOf(key))
  written(out, () => writeFileSync(out, `${JSON.stringify(pack, null, 2)}\n`))
  print(`${out} is made for ${site}. Put it beside the program, or import it in About Tierdesk.`)
}

function check(path: string, key: string | undefined, print: (line: string) => void): void {
  if (key === undefined) throw new Refused(usage)
  const pack = verifySitePack(textOf(path), [key])
  if ('refused' in pack) throw new Refused(`${path} ${pack.refused}`)
  const { site, issuedAt, policies } = pack.payload
  print(`${path} is signed by this key, for ${site}, at ${issuedAt}.`)
  for (const [name, value] of Object.entries(policies)) print(`${name}: ${JSON.stringify(value)}`)
  const faults = faultsOf(policies)
  if (faults.length > 0) throw new Refused(faults.join('\n'))
}

const textOf = (path: string): string => tried(() => readFileSync(path, 'utf8'), `${path} could not be read`)
const written = (path: string, write: () => void): void => tried(write, `${path} could not be written`)

function jsonOf(path: string): unknown {
  const text = textOf(path)
  return tried(() => JSON.parse(text) as unknown, `${path} is not JSON`)
}

/** Node's own messages are for programmers; the code in them is for IT. */
function tried<T>(work: () => T, otherwise: string): T {
  try {
    return work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new Refused(`${otherwise}${code}.`)
  }
}
