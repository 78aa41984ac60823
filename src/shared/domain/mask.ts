/** The mask that says nothing but that there is a value. */
export const hidden = '•••'
const hiddenPhone = `${hidden} ${hidden}`

/** What a mask may look like; migration 0040 refuses rows with anything else. */
const shapes = [/^•••$/u, /^[A-Za-z0-9]?•••@[A-Za-z0-9]?•••(\.[A-Za-z]{2,4})?$/u, /^••• ••• [0-9]{2}$/u]

/** Whether a value is what a mask leaves of one, so that there is nothing in it to hide or to keep. */
export const isMask = (value: string): boolean => shapes.some((shape) => shape.test(value))

/** The first letter of a part that is long enough not to be told by it. Other scripts say too much in one. */
const firstOf = (part: string): string => (/^[A-Za-z0-9].{3}/su.exec(part)?.[0].charAt(0) ?? '') + hidden

const topOf = (labels: readonly string[]): string => {
  const top = labels.at(-1) ?? ''
  return labels.length > 1 && /^[A-Za-z]{2,4}$/.test(top) ? `.${top}` : ''
}

/** An e-mail address with little left of it: `j•••@e•••.com`. Not how long it is, and of short parts nothing. '' and masks stay. */
export function maskEmail(value: string): string {
  if (value === '' || isMask(value)) return value
  const [local = '', domain = '', ...more] = value.split('@')
  if (more.length > 0 || local === '' || domain === '') return hidden
  const labels = domain.split('.')
  return `${firstOf(local)}@${firstOf(labels.length > 1 ? (labels[0] ?? '') : '')}${topOf(labels)}`
}

/** Digits, and the dots of a number that came with digits hidden already. */
const places = /[0-9•]/gu
const fewestPlaces = 7

/** A phone number but for its last two digits: `••• ••• 42`; of one that is short or in other digits nothing. '' and masks stay. */
export function maskPhone(value: string): string {
  if (value === '' || isMask(value)) return value
  const found = value.normalize('NFKC').match(places) ?? []
  const last = found.slice(-2).join('')
  return found.length >= fewestPlaces && !last.includes('•') ? `${hiddenPhone} ${last}` : hidden
}
