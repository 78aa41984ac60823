import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { TargetName } from './targets.ts'

/** What became of one target: the file that was made, or why there is none. */
export type TargetResult =
  | {
      readonly target: TargetName
      readonly outcome: 'built'
      readonly file: string
      readonly by: string
      readonly signed: string
    }
  | { readonly target: TargetName; readonly outcome: 'failed' | 'not built'; readonly why: string }

/** A file that is delivered: its size in bytes and its hashes in hex. */
export interface ReleaseFile {
  readonly name: string
  readonly target: TargetName | null
  readonly size: number
  readonly sha256: string
  readonly sha512: string
  readonly signed: string
}

/** Reads a file once for both of its hashes. */
export async function releaseFile(
  path: string,
  { target, signed }: { target: TargetName | null; signed: string },
): Promise<ReleaseFile> {
  const [sha256, sha512] = [createHash('sha256'), createHash('sha512')]
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    sha256.update(chunk)
    sha512.update(chunk)
  }
  return {
    name: basename(path),
    target,
    size: statSync(path).size,
    sha256: sha256.digest('hex'),
    sha512: sha512.digest('hex'),
    signed,
  }
}

/** SHA256SUMS as `sha256sum -c` reads it: the hash, two spaces, the name, in the order of the names. */
export const sumsText = (files: readonly Pick<ReleaseFile, 'name' | 'sha256'>[]): string =>
  [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('')

/** The table at the end of `npm run package`: a line for each target, and what to do where one was not built. */
export function resultTable(results: readonly TargetResult[]): string {
  const width = Math.max(...results.map(({ target }) => target.length))
  const line = (result: TargetResult): string => {
    const said = result.outcome === 'built' ? `${result.file}; ${result.by}; ${result.signed}` : result.why
    return `${result.target.padEnd(width)}  ${result.outcome.padEnd(9)}  ${said}`
  }
  return results.map(line).join('\n')
}

/** 1 where something broke, or where what was asked for by name is not there; else 0. */
export const exitCodeOf = (results: readonly TargetResult[], named: readonly TargetName[]): 0 | 1 =>
  results.some(({ outcome, target }) => outcome === 'failed' || (outcome === 'not built' && named.includes(target)))
    ? 1
    : 0
