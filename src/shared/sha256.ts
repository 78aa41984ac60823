/** SHA-256 (FIPS 180-4) of a text in UTF-8, in lower-case hex. Synchronous and without the platform's, because rules are. */
export function sha256(text: string): string {
  const bytes = Array.from(text, utf8Of).flat()
  const blocks = Math.ceil((bytes.length + 9) / 64)
  const padded = new DataView(new ArrayBuffer(blocks * 64))
  for (const [place, byte] of bytes.entries()) padded.setUint8(place, byte)
  padded.setUint8(bytes.length, 0x80)
  padded.setUint32(blocks * 64 - 8, Math.floor(bytes.length / 0x2000_0000))
  padded.setUint32(blocks * 64 - 4, (bytes.length << 3) >>> 0)
  const hash = Uint32Array.from(start)
  const words = new Uint32Array(64)
  for (let block = 0; block < blocks; block += 1) mix(hash, words, padded, block * 64)
  return [...hash].map((word) => word.toString(16).padStart(8, '0')).join('')
}

/** A code point as UTF-8 (RFC 3629); half a surrogate pair is written as U+FFFD, as every encoder does. */
function utf8Of(char: string): number[] {
  const point = char.codePointAt(0) ?? 0
  if (point < 0x80) return [point]
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)]
  if (point >= 0xd800 && point < 0xe000) return [0xef, 0xbf, 0xbd]
  const tail = [0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)]
  return point < 0x1_0000
    ? [0xe0 | (point >> 12), ...tail]
    : [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), ...tail]
}

const primes: readonly number[] = firstPrimes(64)
// The fractions of the square and cube roots of primes, by which the standard defines its constants.
const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32)
const start = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const constants = Uint32Array.from(primes.map((prime) => fraction(Math.cbrt(prime))))

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime !== 0)) found.push(number)
  }
  return found
}

const turned = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))
const at = (words: Uint32Array, place: number): number => words[place] ?? 0

function mix(hash: Uint32Array, words: Uint32Array, from: DataView, offset: number): void {
  for (let place = 0; place < 64; place += 1) {
    words[place] = place < 16 ? from.getUint32(offset + place * 4) : nextWord(words, place)
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash
  for (let round = 0; round < 64; round += 1) {
    const choice = (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g))
    const first = (h + choice + at(constants, round) + at(words, round)) | 0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [place, word] of [a, b, c, d, e, f, g, h].entries()) hash[place] = at(hash, place) + word
}

function nextWord(words: Uint32Array, place: number): number {
  const [x, y] = [at(words, place - 15), at(words, place - 2)]
  const low = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)
  const high = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10)
  return at(words, place - 16) + low + at(words, place - 7) + high
}
