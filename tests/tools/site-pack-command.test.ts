import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runSitePackCommand } from '#tools/site-pack/site-pack-command.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tierdesk-make-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string): string => join(folder, name)
function run(...words: string[]): { code: number; said: string } {
  const lines: string[] = []
  const now = (): Date => new Date('2026-11-23T03:00:00Z')
  const code = runSitePackCommand({ words, print: (line) => lines.push(line), now })
  return { code, said: lines.join('\n') }
}

function newKey(): string {
  return /: (\S{44})$/.exec(run('make-key', at('key.pem')).said)?.[1] ?? ''
}

// Catches: a pack that the tool makes and Tierdesk, or its own check, refuses.
test('a key is made, a pack is signed with it, and checking it says what is in it', () => {
  const key = newKey()
  expect(statSync(at('key.pem')).mode & 0o777).toBe(0o600)
  writeFileSync(at('p.json'), '{"ServiceUrl":"https://desk.example.com","ScreenCaptureBlocked":true}')
  const made = run('make', '--key', at('key.pem'), '--site', 'Manila', '--out', at('a.sitepack'), at('p.json'))
  expect(made.code).toBe(0)
  expect(made.said).toContain('is made for Manila')
  const { code, said } = run('check', '--key', key, at('a.sitepack'))
  expect(code).toBe(0)
  expect(said).toContain('is signed by this key, for Manila, at 2026-11-23T03:00:00.000Z.')
  expect(said).toContain('ServiceUrl: "https://desk.example.com"')
  const other = run('check', '--key', `${'A'.repeat(43)}=`, at('a.sitepack'))
  expect(other.code).toBe(1)
  expect(other.said).toContain('not trusted here')
})

// Catches: a site pack that lacks what a site begins with.
test('a pack holds the service, its pins, language, market, room, lease and ring of a site', () => {
  const key = newKey()
  const site = {
    ServiceUrl: 'https://desk.example.com',
    CertificatePins: [`sha256/${'A'.repeat(43)}=`],
    Language: 'fil',
    Market: 'PH',
    CacheLimitMb: 500,
    OfflineLeaseHours: 12,
    UpdateRing: 'first',
  }
  writeFileSync(at('p.json'), JSON.stringify(site))
  expect(run('make', '--key', at('key.pem'), '--site', 'Manila', '--out', at('a.sitepack'), at('p.json')).code).toBe(0)
  const { said } = run('check', '--key', key, at('a.sitepack'))
  for (const [id, value] of Object.entries(site)) expect(said).toContain(`${id}: ${JSON.stringify(value)}`)
})

// Catches: a pack that goes out to a thousand seats with a slip in it, and a key that is lost because it was made twice.
test('nothing is made of values that no computer would take, and no key is overwritten', () => {
  newKey()
  const before = readFileSync(at('key.pem'), 'utf8')
  expect(run('make-key', at('key.pem')).said).toContain('(EEXIST)')
  expect(readFileSync(at('key.pem'), 'utf8')).toBe(before)
  const make = (text: string): { code: number; said: string } => {
    writeFileSync(at('p.json'), text)
    return run('make', '--key', at('key.pem'), '--site', 'Manila', '--out', at('a.sitepack'), at('p.json'))
  }
  expect(make('{"PinMinimumLength":4}').said).toBe(
    'Nothing was made.\nPinMinimumLength in the pack is not used: it must be a whole number from 6 to 32.',
  )
  const wrong = make('{"CertificatePins":["sha1/x"],"CacheLimitMb":"50","Market":"ph","Colour":"red"}')
  expect(wrong.code).toBe(1)
  expect(wrong.said.split('\n').map((line) => line.split(' is not used: ')[0])).toEqual([
    'Nothing was made.',
    ...['CertificatePins', 'CacheLimitMb', 'Market', 'Colour'].map((id) => `${id} in the pack`),
  ])
  expect(make('{"PinMinimumLength":').said).toContain('p.json is not JSON')
  expect(make('[]').said).toContain('must be one object of policies by their names: ServiceUrl,')
  expect(run('make', at('p.json')).said).toContain('npm run site-pack -- make --key')
  expect(run('check', '--key', 'x', at('none')).said).toContain('none could not be read (ENOENT).')
})
