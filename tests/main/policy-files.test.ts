import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPolicyFolder } from '#main/policy-files.ts'

const me = process.getuid?.() ?? 0
let path: string
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'tierdesk-policies-'))
})
afterEach(() => rm(path, { recursive: true, force: true }))

const read = (owners: readonly number[] = [me]) => readPolicyFolder({ path, owners })
const write = (name: string, content: unknown, mode = 0o644): Promise<void> =>
  writeFile(join(path, name), typeof content === 'string' ? content : JSON.stringify(content), { mode })

// Catches: an order that depends on the disk, so that one computer obeys another file than its neighbour.
test('all files are read in the order of their names, each tier by itself', async () => {
  await write('20.json', { Enforced: { PinMinimumLength: 10 } })
  await write('10.json', { Enforced: { PinMinimumLength: 8 }, Defaults: { Theme: 'dark' } })
  await write('readme.txt', 'not a policy')
  await write('.30.json', { Enforced: { PinMinimumLength: 12 } })
  const { sources, refusals } = await read()
  expect(sources.map(({ by, where, values }) => [by, where, values])).toEqual([
    ['enforced', join(path, '10.json'), { PinMinimumLength: 8 }],
    ['default', join(path, '10.json'), { Theme: 'dark' }],
    ['enforced', join(path, '20.json'), { PinMinimumLength: 10 }],
  ])
  expect(refusals).toEqual([])
})

test('a folder that is not there says nothing', async () => {
  expect(await readPolicyFolder({ path: join(path, 'none'), owners: [me] })).toEqual({ sources: [], refusals: [] })
})

// Catches: an agent who writes the policy of their own computer, by a file, by a link to one, or by a folder that is open to all.
test('what others than root may have written is refused with a sentence each, and the rest counts', async () => {
  const elsewhere = join(path, 'elsewhere.txt')
  await writeFile(elsewhere, '{"Enforced":{"PinMinimumLength":9}}')
  await symlink(elsewhere, join(path, 'a-link.json'))
  await mkdir(join(path, 'b-folder.json'))
  await write('c-group.json', {})
  await chmod(join(path, 'c-group.json'), 0o664)
  await write('d-all.json', {})
  await chmod(join(path, 'd-all.json'), 0o646)
  await write('e-good.json', { Enforced: { OfflineLeaseHours: 4 } })
  const { sources, refusals } = await read()
  expect(sources).toEqual([{ by: 'enforced', where: join(path, 'e-good.json'), values: { OfflineLeaseHours: 4 } }])
  expect(refusals).toEqual([
    `${path}/a-link.json is not used: it is a link. Put the file itself there.`,
    `${path}/b-folder.json is not used: it is no file.`,
    `${path}/c-group.json is not used: it can be written by others than root. Run chmod go-w on it.`,
    `${path}/d-all.json is not used: it can be written by others than root. Run chmod go-w on it.`,
  ])
  expect((await read([me + 1])).refusals).toEqual([
    `The policies in ${path} are not used: it does not belong to root. Run chown root on it.`,
  ])
  await chmod(path, 0o777)
  expect(await read()).toEqual({
    sources: [],
    refusals: [`The policies in ${path} are not used: it can be written by others than root. Run chmod go-w on it.`],
  })
})

// Catches: one file with a comma too many that takes the others with it, or ends the start.
test('what is no policy file is refused with a sentence, and the rest counts', async () => {
  await write('a.json', '{"Enforced":{"ServiceUrl":"https://secret')
  await write('b.json', [])
  await write('c.json', { PinMinimumLength: 8 })
  await write('d.json', { Enforced: [], Defaults: { Theme: 'dark' } })
  await write('e.json', `{"Enforced":{"x":"${'x'.repeat(300_000)}"}}`)
  await write('f.json', Buffer.from([0xff, 0xfe, 0x00, 0x7b]).toString('latin1'))
  const { sources, refusals } = await read()
  const shape = 'It must be one object with "Enforced", "Defaults" or both, each an object of policies.'
  expect(sources).toEqual([{ by: 'default', where: `${path}/d.json`, values: { Theme: 'dark' } }])
  expect(refusals).toEqual([
    `${path}/a.json is not used: it is not JSON. Check its commas and quotation marks.`,
    `${path}/b.json is not used. ${shape}`,
    `${path}/c.json holds something that is not used. ${shape}`,
    `"Enforced" in ${path}/d.json is not used. ${shape}`,
    `${path}/e.json is not used: it is larger than 256 kB.`,
    `${path}/f.json is not used: it is not JSON. Check its commas and quotation marks.`,
  ])
})
