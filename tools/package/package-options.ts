import { parseArgs } from 'node:util'
import { type TargetName, targetNames } from './targets.ts'

/** What `npm run package -- ...` was asked for; no names means every target. */
export interface PackageOptions {
  readonly named: readonly TargetName[]
  readonly isTestBuild: boolean
}

/** Reads the words of the command. Throws an Error with a sentence for any that it does not know. */
export function packageOptions(words: readonly string[]): PackageOptions {
  const { positionals, values } = parsed(words)
  const unknown = positionals.filter((word) => !isTarget(word))
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')}: no such target. ${known}`)
  return { named: positionals.filter(isTarget), isTestBuild: values['test-runtime'] === true }
}

const known = `Known are ${targetNames.join(', ')}, and --test-runtime.`

const isTarget = (word: string): word is TargetName => (targetNames as readonly string[]).includes(word)

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: { 'test-runtime': { type: 'boolean' } }, allowPositionals: true })
  } catch {
    throw new Error(`"${words.join(' ')}" was not understood. ${known}`)
  }
}
