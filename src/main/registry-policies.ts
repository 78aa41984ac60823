import { isPolicyId, policies } from '#shared/policy/all-policies.ts'
import { type FoundPolicies, joined, nothingFound, readDocument, refusedWith } from './policy-document.ts'

/** Where Windows keeps policies; below it the keys `Enforced` and `Defaults`. */
export const registryKey = String.raw`Software\Policies\Tierdesk`

/** Runs `reg.exe export HIVE\KEY FILE /y /reg:64` and answers the bytes of the file; null where there is no such key. */
export type ExportKey = (key: string) => Promise<Uint8Array | null>

/** The policies of Windows: those of the user first, so that those of the machine win. Never rejects. */
export async function readRegistry(exportKey: ExportKey): Promise<FoundPolicies> {
  const read = async (hive: string): Promise<FoundPolicies> => {
    const key = `${hive}\\${registryKey}`
    try {
      const bytes = await exportKey(key)
      return bytes === null ? nothingFound : readDocument(key, documentOf(parseRegistry(bytes)))
    } catch {
      return refusedWith(`The policies in ${key} could not be read. Look whether reg.exe may be run.`)
    }
  }
  return joined([await read('HKCU'), await read('HKLM')])
}

/** A value of the registry: text, number, or list of texts. Other kinds stay out: no policy has them. */
type RegistryValue = string | number | readonly string[]
/** Values by key, and by name within it. */
type Registry = ReadonlyMap<string, ReadonlyMap<string, RegistryValue>>

/**
 * What `reg.exe export` writes ("Windows Registry Editor Version 5.00", UTF-16LE with its mark). An export and not `reg.exe query`, which prints
 * in the code page of the console and so loses every letter that has none there.
 */
export function parseRegistry(bytes: Uint8Array): Registry {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = isWide ? Buffer.from(bytes.subarray(2)).toString('utf16le') : Buffer.from(bytes).toString('utf8')
  const keys = new Map<string, Map<string, RegistryValue>>()
  let values: Map<string, RegistryValue> | null = null
  // A backslash at the end of a line carries a long list of bytes on.
  for (const line of text.replace(/\\\r?\n\s*/g, '').split(/\r?\n/)) {
    const key = /^\[([^-].*)\]$/.exec(line)?.[1]
    if (key !== undefined) {
      values = new Map()
      keys.set(key, values)
      continue
    }
    const [, name, written] = /^"((?:[^"\\]|\\.)*)"=(.*)$/.exec(line) ?? []
    if (values === null || name === undefined || written === undefined) continue
    const value = valueOf(written)
    if (value !== null) values.set(unescaped(name), value)
  }
  return keys
}

function valueOf(written: string): RegistryValue | null {
  const text = /^"((?:[^"\\]|\\.)*)"$/.exec(written)?.[1]
  if (text !== undefined) return unescaped(text)
  const word = /^dword:([0-9a-f]{8})$/i.exec(written)?.[1]
  if (word !== undefined) return Number.parseInt(word, 16)
  const [, kind, bytes] = /^hex\(([127b])\):([0-9a-f,]*)$/i.exec(written) ?? []
  if (kind === undefined || bytes === undefined) return null
  const found = Buffer.from(bytes.replaceAll(',', ''), 'hex')
  if (kind.toLowerCase() === 'b') return found.length === 8 ? Number(found.readBigUInt64LE()) : null
  const words = found.toString('utf16le')
  return kind === '7' ? words.split('\0').filter((word) => word !== '') : words.replace(/\0+$/, '')
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1')

/** The two keys below ours as one document. Windows has no true and false: 1 and 0 stand for them. Names of keys have no case there. */
function documentOf(registry: Registry): Readonly<Record<string, unknown>> {
  const end = `\\${registryKey}\\`.toLowerCase()
  const document: Record<string, unknown> = {}
  for (const [key, values] of registry) {
    const at = key.toLowerCase().lastIndexOf(end)
    const name = at === -1 ? '' : key.slice(at + end.length)
    const tier = ['Enforced', 'Defaults'].find((one) => one.toLowerCase() === name.toLowerCase())
    if (tier !== undefined)
      document[tier] = Object.fromEntries([...values].map(([id, value]) => [id, asFlag(id, value)]))
  }
  return document
}

function asFlag(id: string, value: RegistryValue): unknown {
  const isFlag = isPolicyId(id) && policies[id].form.kind === 'flag'
  return isFlag && (value === 0 || value === 1) ? value === 1 : value
}
