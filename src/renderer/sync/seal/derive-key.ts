/** Key material from several parts: none of them alone gives the key. HKDF-SHA256 (RFC 5869) to a key for DeviceSeal. */
export async function deriveKey(parts: readonly Uint8Array[], purpose: string): Promise<CryptoKey> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  const material = await crypto.subtle.importKey('raw', joined, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(purpose) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
