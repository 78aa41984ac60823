import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestService, startTestService } from '../test-service.ts'

let on: TestService
beforeAll(async () => {
  on = await startTestService()
})
afterAll(() => on.close())

const asked = (name: string): Promise<Response> => fetch(`${on.service.url}/dictionaries/${name}`)

// Catches: a file of the operator's that lies beside a dictionary, or above it, for everybody to fetch.
test('dictionaries are given out in whatever letters they are asked for, and nothing else of the folder or above it', async () => {
  expect((await asked('en-US-10-1.bdic')).status).toBe(404)
  const folder = join(on.folder, 'dictionaries')
  await mkdir(folder)
  await writeFile(join(folder, 'en-US-10-1.bdic'), 'BDic')
  await writeFile(join(folder, 'notes.txt'), 'private')
  await writeFile(join(on.folder, 'above.bdic'), 'private')
  for (const name of ['en-US-10-1.bdic', 'en-us-10-1.bdic']) {
    const found = await asked(name)
    expect([found.status, await found.text()]).toEqual([200, 'BDic'])
    expect(found.headers.get('content-type')).toBe('application/octet-stream')
  }
  for (const name of ['notes.txt', '..%2fabove.bdic', '%2e%2e/above.bdic', 'en-us-10-1.bdic%00', 'vi-VN-3-0.bdic']) {
    expect((await asked(name)).status).toBe(404)
  }
})
