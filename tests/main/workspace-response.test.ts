import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { workspaceResponse } from '#main/workspace-response.ts'

const folder = mkdtempSync(join(tmpdir(), 'tierdesk-window-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<!doctype html>')
writeFileSync(join(folder, 'assets', 'a.js'), 'export {}')
writeFileSync(join(folder, 'assets', 'notes.txt'), 'not part of a build')
afterAll(() => rmSync(folder, { recursive: true }))

const ask = (url: string, method = 'GET'): Promise<Response> =>
  workspaceResponse({ folder, policy: "default-src 'none'" }, method, url)

// Catches: a page that a browser would not run, because its kind is guessed instead of said.
test('a file is served with its kind and the policy', async () => {
  const page = await ask('app://workspace/index.html')
  expect(page.status).toBe(200)
  expect(await page.text()).toBe('<!doctype html>')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  const script = await ask('app://workspace/assets/a.js')
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
})

// Catches: an error answer without the policy, or one that tells what is on the disk.
test.each([
  ['app://workspace/missing.js', 404],
  ['app://workspace/assets', 404],
  ['app://workspace/assets/notes.txt', 404],
  ['app://workspace/index.html/a.js', 404],
  ['app://workspace/..%2fpackage.json', 403],
  ['app://elsewhere/index.html', 403],
])('%s is answered with %i, nothing in it, and the policy', async (url, status) => {
  const answer = await ask(url)
  expect(answer.status).toBe(status)
  expect(await answer.text()).toBe('')
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'")
})

// Catches: a scheme that treats a write as a read.
test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
  const answer = await ask('app://workspace/index.html', method)
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
})
