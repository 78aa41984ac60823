import { isAbsolute, join, relative, resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workspacePath } from '#main/workspace-path.ts'
import { hostilePath } from './hostile/hostile-urls.ts'

const folder = resolve('out/renderer')

// Catches: a scheme that serves index.html only, or loses sub-folders and query strings.
test.each([
  ['app://workspace/', 'index.html'],
  ['app://workspace', 'index.html'],
  ['app://workspace/index.html', 'index.html'],
  ['app://workspace/index.html?case=1#top', 'index.html'],
  ['app://workspace/assets/index-B2x_9-a.js', 'assets/index-B2x_9-a.js'],
  ['app://workspace/assets/inter-latin.woff2', 'assets/inter-latin.woff2'],
  ['app://workspace/assets/%69ndex.js', 'assets/index.js'],
])('%s is a file of the window', (url, file) => {
  expect(workspacePath(folder, url)).toEqual({ file: join(folder, file) })
})

const hostile = [
  'app://workspace/..%2f..%2fpackage.json',
  'app://workspace/%2e%2e%2f%2e%2e%2fpackage.json',
  'app://workspace/%2E%2E%2Fpackage.json',
  'app://workspace/assets/..%2f..%2fpackage.json',
  'app://workspace/assets/%2e%2e%2f..%2f..%2fetc/passwd',
  'app://workspace/..%5c..%5cpackage.json',
  'app://workspace/..\\..\\package.json',
  'app://workspace/assets\\..\\..\\package.json',
  'app://workspace/%5c%5cserver%5cshare',
  'app://workspace//etc/passwd',
  'app://workspace///etc/passwd',
  'app://workspace/%2fetc%2fpasswd',
  'app://workspace/%2Fetc/passwd',
  'app://workspace/C:/Windows/win.ini',
  'app://workspace/C%3A%5CWindows%5Cwin.ini',
  'app://workspace/index.html%00.js',
  'app://workspace/%00',
  'app://workspace/index.html%0a',
  'app://workspace/index.html%20',
  'app://workspace/index.html::$DATA',
  'app://workspace/index.html%3a%3a$DATA',
  'app://workspace/%252e%252e%252fpackage.json',
  'app://workspace/%25%32%65%25%32%65%2fpackage.json',
  'app://workspace/..%252f..%252fpackage.json',
  'app://workspace/%c0%ae%c0%ae%c0%afpackage.json',
  'app://workspace/%e0%80%ae%e0%80%ae/package.json',
  'app://workspace/%u002e%u002e/package.json',
  'app://workspace/%zz',
  'app://workspace/%',
  'app://workspace/%f0%28%8c%28',
  'app://workspace/.env',
  'app://workspace/.git/config',
  'app://workspace/assets/.hidden.js',
  'app://workspace/.../package.json',
  'app://workspace/....//package.json',
  'app://workspace/assets//index.js',
  'app://workspace/assets/',
  'app://workspace/~root/.ssh/id_rsa',
  'app://workspace/index.html;a=1',
  'app://workspace/%EF%BC%8E%EF%BC%8E%EF%BC%8Fpackage.json',
  'app://workspace/%e2%80%ae.js',
  'app://workspace/a*b.js',
  'app://workspace/%3cscript%3e',
  `app://workspace/${'a'.repeat(300)}.js`,
  'app://WORKSPACE/index.html',
  'app://workspace.evil.example/index.html',
  'app://workspace:80/index.html',
  'app://evil/index.html',
  'app:///index.html',
  'app:index.html',
  'app://user@workspace/index.html',
  'app://user:word@workspace/index.html',
  'app://@evil/index.html',
  'file:///etc/passwd',
  'file://workspace/index.html',
  'http://workspace/index.html',
  'https://workspace/index.html',
  'apps://workspace/index.html',
  'javascript:alert(1)',
  'data:text/html,hello',
  'blob:app://workspace/1',
  '//workspace/index.html',
  '/index.html',
  '',
]

// Catches: decoding twice, backslashes and drive letters on Windows, foreign hosts, names that a file system reads otherwise.
test.each(hostile)('%j is refused', (url) => {
  expect(workspacePath(folder, url)).toEqual({ refused: 403 })
})

// Catches: a folder as deep as the address wants, used to reach limits of the file system.
test('a path deeper than our own build is not found', () => {
  expect(workspacePath(folder, `app://workspace/${'a/'.repeat(20)}a.js`)).toEqual({ refused: 404 })
})

// Catches: any climb out of the folder that the list above did not think of.
test('whatever the address, the file lies inside the folder', () => {
  fc.assert(
    fc.property(hostilePath, (text) => {
      const found = workspacePath(folder, `app://workspace/${text}`)
      if ('refused' in found) return
      const inside = relative(folder, found.file)
      expect(inside.startsWith('..') || isAbsolute(inside)).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
