import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeKey } from '#tools/signing-key.ts'
import { runPublishCommand } from '#tools/updates/publish-command.ts'

/** What IT publishes with, on the folder of a service. */
export interface Publisher {
  readonly publicKey: string
  /** Runs the command; throws what it says where it refuses. */
  run(...words: string[]): Promise<string>
  /** Publishes a version with one installer of this name and content. */
  add(version: string, name: string, content: Buffer | string, ...more: string[]): Promise<void>
  rollOut(version: string, percentage?: number, ...more: string[]): Promise<void>
}

/** `scratch`: a folder for the key and the installers before they are published. */
export function publisher(scratch: string, updates: string): Publisher {
  const { privatePem, publicKey } = makeKey()
  mkdirSync(scratch, { recursive: true })
  const keyFile = join(scratch, `${publicKey.replace(/\W/g, '')}.pem`)
  writeFileSync(keyFile, privatePem)
  const run = async (verb: string, ...words: string[]): Promise<string> => {
    const said: string[] = []
    const print = (line: string): void => void said.push(line)
    const code = await runPublishCommand({ words: [verb, '--folder', updates, ...words], print, now: () => new Date() })
    if (code !== 0) throw new Error(said.join('\n'))
    return said.join('\n')
  }
  return {
    publicKey,
    run: (verb = '', ...words) => run(verb, ...words),
    async add(version, name, content, ...more) {
      writeFileSync(join(scratch, name), content)
      await run('add', '--key', keyFile, '--version', version, ...more, join(scratch, name))
    },
    async rollOut(version, percentage = 100, ...more) {
      const ring = more.includes('--ring') ? [] : ['--ring', 'broad']
      await run('roll-out', ...ring, '--version', version, '--percentage', String(percentage), ...more)
    },
  }
}
