import { createHash } from 'node:crypto'

const ended = (text: string): Buffer => Buffer.from(`${text}\0`)
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/**
 * A dictionary as Chromium reads it (BDic version 2.0, third_party/hunspell/google/bdict.h) that knows just these words. At most 15, each with a
 * first letter of its own: so the whole trie is one list of leaves.
 */
export function tinyDictionary(words: readonly string[]): Buffer {
  const headerBytes = 32
  // Where the rules lie, then a comment, no groups of endings, no rules, no replacements, and which letters to try.
  const affixStart = headerBytes + 16
  const tables = [ended('AF 0'), Buffer.from('\0'), Buffer.from('\0'), ended('TRY esianrtolcdugmphbyfvkwz')]
  const comment = Buffer.from('\n\n')
  const offsets: Buffer[] = []
  let at = affixStart + comment.length
  for (const table of tables) {
    offsets.push(uint32(at))
    at += table.length
  }
  const affix = Buffer.concat([...offsets, comment, ...tables, Buffer.from('\0')])
  const dic = trie(words)
  const header = Buffer.concat([
    Buffer.from('BDic'),
    Buffer.from([2, 0, 0, 0]),
    uint32(headerBytes),
    uint32(headerBytes + affix.length),
    createHash('md5').update(affix).update(dic).digest(),
  ])
  return Buffer.concat([header, affix, dic])
}

/** A list with offsets of 16 bits: letter and place of each leaf; a leaf is its marks, no rule, and the rest of the word. */
function trie(words: readonly string[]): Buffer {
  const leaves = words.toSorted().map((word) => ({
    letter: word.slice(0, 1),
    bytes: Buffer.concat([Buffer.from([0x40, 0]), ended(word.slice(1))]),
  }))
  let place = 0
  const list = leaves.map(({ letter, bytes }) => {
    const entry = Buffer.alloc(3)
    entry.write(letter)
    entry.writeUInt16LE(place, 1)
    place += bytes.length
    return entry
  })
  return Buffer.concat([Buffer.from([0xf0 | leaves.length]), ...list, ...leaves.map(({ bytes }) => bytes)])
}
