import type { Sop } from '#shared/domain/sop.ts'

/** Under which address each group of SOPs is found on the web. */
export type SopAddresses = ReadonlyMap<string, string>

const addresses = /https?:\/\/[^\s<>()"']+/g

/** The addresses of SOPs, as far as the system they came from told them. One address of two groups tells nothing. */
export function sopAddresses(sops: readonly Sop[]): SopAddresses {
  const groups = new Map<string, string | null>()
  for (const { groupId, source } of sops) {
    const reference: unknown = source?.['reference']
    const key = typeof reference === 'string' ? keyOf(reference) : null
    if (key === null) continue
    const known = groups.get(key)
    groups.set(key, known === undefined || known === groupId ? groupId : null)
  }
  return new Map([...groups].flatMap(([key, groupId]) => (groupId === null ? [] : [[key, groupId] as const])))
}

/** The groups of SOPs that a text links to, each once. */
export function linkedGroups(known: SopAddresses, text: string): string[] {
  if (known.size === 0 || !text.includes('http')) return []
  const groups = (text.match(addresses) ?? []).flatMap((address) => known.get(keyOf(address) ?? '') ?? [])
  return [...new Set(groups)]
}

const locale = /^[a-z]{2,3}(-[a-z0-9]{2,8})?$/i

/** An address without what differs between two links to one page: scheme, language, what follows `?` and `#`. Null: it is none. */
function keyOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { hostname, pathname } = new URL(address)
  const parts = pathname.split('/').filter((part) => part !== '' && !locale.test(part))
  return parts.length === 0 ? null : [hostname.replace(/^www\./, ''), ...parts].join('/').toLowerCase()
}
