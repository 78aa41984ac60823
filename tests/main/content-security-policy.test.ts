import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '#main/content-security-policy.ts'

function directives(serviceUrl: string): Map<string, string> {
  const parts = contentSecurityPolicy(serviceUrl).split('; ')
  return new Map(
    parts.map((part): [string, string] => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)]),
  )
}

// Catches: a directive loosened in passing. The whole policy is pinned: a change of it is a decision, made here too.
test('the window runs our own files and talks to the service alone', () => {
  expect(Object.fromEntries(directives('https://desk.example.com'))).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src-elem': "'self'",
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'connect-src': "'self' https://desk.example.com wss://desk.example.com",
    'object-src': "'none'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'dompurify tierdesk-worker',
  })
})

// Catches: a service on this computer that only answers fetch, because its sockets were left out.
test('a service on this computer is reached over http and ws', () => {
  expect(directives('http://127.0.0.1:4510').get('connect-src')).toBe(
    "'self' http://127.0.0.1:4510 ws://127.0.0.1:4510",
  )
})

// Catches: a setting that smuggles a second directive into the header.
test('only the origin of an address reaches the header', () => {
  const policy = contentSecurityPolicy("https://desk.example.com/x; script-src 'unsafe-eval'?y#z")
  expect(policy).not.toContain('unsafe-eval')
  expect(policy).toContain("connect-src 'self' https://desk.example.com wss://desk.example.com;")
})
