// Crockford's alphabet: no letter that is read as another.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The number of a case that is split from another: that one's, and five letters made from the new case's own id. So it is known at once, also
 * without a connection, and two who split the same case at the same time do not make the same number.
 */
export function splitNumber(number: string, newId: string): string {
  const last = Number.parseInt(newId.replaceAll('-', '').slice(-7), 16)
  const suffix = [20, 15, 10, 5, 0].map((shift) => letters[(last >>> shift) & 31]).join('')
  const root = number.replace(/-[0-9A-HJKMNP-TV-Z]{5}$/, '')
  return `${root.slice(0, 34)}-${suffix}`
}
