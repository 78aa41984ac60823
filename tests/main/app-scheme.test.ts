import { expect, test, vi } from 'vitest'
import { declareAppScheme } from '#main/app-scheme.ts'

const declared: unknown[] = []

vi.mock('electron', () => ({
  protocol: { registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => void declared.push(...schemes) },
}))

// Catches: files of ours that another origin reads by fetch (CVE-2026-70604, without corsEnabled), a page without an origin of its own, and rights
// that nobody decided on, such as service workers or a way past the policy of content.
test('the own scheme has the rights that are written down, and no others', () => {
  declareAppScheme()
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true }
  expect(declared).toEqual([{ scheme: 'app', privileges }])
})
