import { expect, test } from 'vitest'
import { isAllowedLink } from '#main/external-links.ts'

// Catches: a check so strict that agents cannot open a tracking page or a help article.
test.each([
  'https://example.com',
  'https://example.com/',
  'HTTPS://Example.com/path?order=1&lang=th#top',
  'https://track.example.co.th:8443/p/%E0%B8%81',
  'https://example.com/ไทย/中文',
  'https://example.com/@seller/shop',
  'https://xn--fiqs8s.example/',
  `https://example.com/${'a'.repeat(1900)}`,
])('%j may be opened', (url) => {
  expect(isAllowedLink(url, ['*'])).toBe(true)
})

// Catches: each scheme or spelling that makes the system start a program, send a password or open another page than the one shown.
test.each([
  '',
  'https://',
  'https:///etc/passwd',
  'https:example.com',
  'https:/example.com',
  'https:\\\\example.com',
  'https://example.com\\@evil.example',
  'http://example.com',
  'http://127.0.0.1',
  '//example.com',
  'example.com',
  'file:///etc/passwd',
  'file://server/share/run.exe',
  '\\\\server\\share\\run.exe',
  'smb://server/share',
  'ftp://example.com',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:msgbox(1)',
  'blob:https://example.com/1',
  'view-source:https://example.com',
  'chrome://settings',
  'devtools://devtools',
  'about:blank',
  'app://workspace/index.html',
  'ms-msdt:/id PCWDiagnostic',
  'ms-officecmd:{}',
  'search-ms:query=x&crumb=location:\\\\evil',
  'mailto:someone@example.com',
  'tel:+6612345678',
  'ssh://-oProxyCommand=x',
  'https://name@example.com',
  'https://name:word@example.com',
  'https://example.com@evil.example',
  'https://@evil.example',
  'https://:@evil.example',
  ' https://example.com',
  'https://example.com ',
  'https://exa mple.com',
  'https://example.com/a b',
  '\thttps://example.com',
  'ht\ttps://example.com',
  'https://example.com/\u0000',
  'https://example.com/\r\nHost: evil',
  'https://example.com/\u202Etxt.exe',
  'https://exam\u200Bple.com',
  'https://example.com/\u00A0',
  'https://example.com/\uFEFF',
  'https://example.com/\uD800',
  'https://[not-an-address]',
  'https://example.com:99999',
  'https://exa%00mple.com',
  'https://?x',
  'https://#x',
  `https://example.com/${'a'.repeat(2000)}`,
  `https://example.com/${'ไ'.repeat(1000)}`,
])('%j is not opened', (url) => {
  expect(isAllowedLink(url, ['*'])).toBe(false)
})

// Catches: a list of hosts that a longer name, a dot at the end or a capital letter gets around, or that shuts out what it names.
test.each([
  ['https://example.com/a', ['example.com'], true],
  ['https://EXAMPLE.com./a', ['Example.com'], true],
  ['https://help.example.com', ['example.com'], false],
  ['https://help.example.com', ['*.example.com'], true],
  ['https://example.com', ['*.example.com'], true],
  ['https://badexample.com', ['*.example.com'], false],
  ['https://example.com.evil.example', ['example.com', '*.example.com'], false],
  ['https://example.com', [], false],
  ['https://other.example', ['a.example', 'other.example'], true],
] as const)('%j with the hosts %j: %s', (url, hosts, isAllowed) => {
  expect(isAllowedLink(url, hosts)).toBe(isAllowed)
})
