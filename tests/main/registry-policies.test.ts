import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRegistry, readRegistry } from '#main/registry-policies.ts'

const wide = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const hex = (text: string): string =>
  Buffer.from(text, 'utf16le')
    .toString('hex')
    .replace(/..(?!$)/g, '$&,')

// As reg.exe export writes it: UTF-16LE, CRLF, long lists of bytes carried on with a backslash.
const machine = [
  'Windows Registry Editor Version 5.00',
  '',
  String.raw`[HKEY_LOCAL_MACHINE\Software\Policies\Tierdesk]`,
  '"Version"="3"',
  '',
  String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Tierdesk\Enforced]`,
  '"ServiceUrl"="https://desk.example.com"',
  '"PinMinimumLength"=dword:0000000a',
  '"ScreenCaptureBlocked"=dword:00000001',
  `"ExternalLinkHosts"=hex(7):${hex('a.example\0b.ex').replace(/,/, ',\\\r\n  ')},${hex('ample\0\0')}`,
  `"Path"=hex(2):${hex('ไทย\0')}`,
  '"OfflineLeaseHours"=hex(b):04,00,00,00,00,00,00,00',
  '"Bytes"=hex:01,02',
  String.raw`"Quo\"ted\\name"="C:\\Users"`,
  '@="unnamed"',
  '',
  String.raw`[HKEY_LOCAL_MACHINE\Software\Policies\Tierdesk\defaults]`,
  '"Theme"="dark"',
  '',
].join('\r\n')
const user = [
  'Windows Registry Editor Version 5.00',
  '',
  String.raw`[HKEY_CURRENT_USER\Software\Policies\Tierdesk\Enforced]`,
  '"PinMinimumLength"=dword:00000007',
  '',
].join('\r\n')

// Catches: numbers read as text, lists cut at the end of a line, letters lost that the console's code page does not have.
test('what reg.exe exports is read: texts, numbers, flags and lists of both tiers, the user’s before the machine’s', async () => {
  const asked: string[] = []
  const found = await readRegistry(async (key) => {
    asked.push(key)
    return wide(key.startsWith('HKLM') ? machine : user)
  })
  expect(asked).toEqual([String.raw`HKCU\Software\Policies\Tierdesk`, String.raw`HKLM\Software\Policies\Tierdesk`])
  const where = String.raw`HKLM\Software\Policies\Tierdesk`
  expect(found).toEqual({
    sources: [
      { by: 'enforced', where: String.raw`HKCU\Software\Policies\Tierdesk`, values: { PinMinimumLength: 7 } },
      {
        by: 'enforced',
        where,
        values: {
          ServiceUrl: 'https://desk.example.com',
          PinMinimumLength: 10,
          ScreenCaptureBlocked: true,
          ExternalLinkHosts: ['a.example', 'b.example'],
          Path: 'ไทย',
          OfflineLeaseHours: 4,
          [String.raw`Quo"ted\name`]: String.raw`C:\Users`,
        },
      },
      { by: 'default', where, values: { Theme: 'dark' } },
    ],
    refusals: [],
  })
})

test('no key is no policy, and a reg.exe that fails is said', async () => {
  expect(await readRegistry(async () => null)).toEqual({ sources: [], refusals: [] })
  const failing = await readRegistry(() => Promise.reject(new Error('denied')))
  expect(failing.refusals).toHaveLength(2)
  expect(failing.refusals[1]).toBe(
    String.raw`The policies in HKLM\Software\Policies\Tierdesk could not be read. Look whether reg.exe may be run.`,
  )
})

test('whatever the bytes are, reading them ends', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parseRegistry(bytes)))
  fc.assert(fc.property(fc.string(), (text) => void parseRegistry(wide(`[HKLM\\a]\r\n"b"=${text}`))))
})
