import { policies, policyIds } from '#shared/policy/all-policies.ts'
import type { Policy, PolicyTier, PolicyValue } from '#shared/policy/define-policy.ts'
import { escaped } from './escaped.ts'

/** The values that a sample shows under one tier. */
export const samplesOf = (tier: PolicyTier, platform?: Policy['platforms'][number]): Record<string, PolicyValue> =>
  Object.fromEntries(
    policyIds
      .map((id): [string, Policy] => [id, policies[id]])
      .filter(
        ([, { tiers, platforms }]) => tiers.includes(tier) && (platform === undefined || platforms.includes(platform)),
      )
      // What can be enforced is shown so; the rest shows how a default looks.
      .filter(([, { tiers }]) => tier === 'Enforced' || !tiers.includes('Enforced'))
      .map(([id, { sample }]) => [id, sample]),
  )

/** A file for `/etc/tierdesk/policies/managed/` that shows every policy of Linux once. */
export const jsonSample = (): string =>
  `${JSON.stringify({ Enforced: samplesOf('Enforced', 'linux'), Defaults: samplesOf('Defaults', 'linux') }, null, 2)}\n`

const plistValue = (value: PolicyValue): string => {
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>'
  if (typeof value === 'number') return `<integer>${value}</integer>`
  if (typeof value === 'string') return `<string>${escaped(value)}</string>`
  return `<array>${value.map((one) => `<string>${escaped(one)}</string>`).join('')}</array>`
}

const dictOf = (values: Readonly<Record<string, PolicyValue>>): string[] =>
  Object.entries(values).flatMap(([id, value]) => [`        <key>${id}</key>`, `        ${plistValue(value)}`])

/** A configuration profile of macOS that shows every policy of macOS once. Its UUIDs are to be made anew by whoever uses it. */
export const mobileConfig = (): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>PayloadContent</key>',
    '  <array>',
    '    <dict>',
    ...payload('com.tierdesk.app', 'com.tierdesk.app.policy', 'Tierdesk', '6B1D3E58-0F4C-4B57-9C8E-2A7D51F0C3B1').map(
      (line) => `      ${line}`,
    ),
    '      <key>Enforced</key>',
    '      <dict>',
    ...dictOf(samplesOf('Enforced', 'darwin')),
    '      </dict>',
    '      <key>Defaults</key>',
    '      <dict>',
    ...dictOf(samplesOf('Defaults', 'darwin')),
    '      </dict>',
    '    </dict>',
    '  </array>',
    ...payload('Configuration', 'com.tierdesk.policy', 'Tierdesk policies', 'E2F9A1C4-7D3B-4E06-8A55-91C0B6D4E7F2').map(
      (line) => `  ${line}`,
    ),
    '  <key>PayloadScope</key>',
    '  <string>System</string>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n')

const payload = (type: string, identifier: string, name: string, uuid: string): string[] => [
  '<key>PayloadType</key>',
  `<string>${type}</string>`,
  '<key>PayloadVersion</key>',
  '<integer>1</integer>',
  '<key>PayloadIdentifier</key>',
  `<string>${identifier}</string>`,
  '<key>PayloadUUID</key>',
  `<string>${uuid}</string>`,
  '<key>PayloadDisplayName</key>',
  `<string>${name}</string>`,
]
