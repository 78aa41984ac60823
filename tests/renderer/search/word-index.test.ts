import { expect, test } from 'vitest'
import { WordIndex, isNear } from '#renderer/search/word-index.ts'

const put = (index: WordIndex, id: string, text: string, language = 'en', title = ''): void =>
  index.add({ id, language, fields: [title, '', text] })
const ids = (index: WordIndex, text: string, isOpenEnded = false): string[] =>
  index.search({ text, isOpenEnded, boost: () => 1 }).hits.map(({ id }) => id)

// Catches a search in which words that stand everywhere decide.
test('what all documents of a language say counts for next to nothing, with no list of such words', () => {
  const index = new WordIndex()
  for (let n = 0; n < 20; n++) put(index, `en${n}`, 'how do I do this and that with it')
  put(index, 'parcel', 'how do I return a parcel')
  put(index, 'long', 'how do I how do I how do I how do I do')
  expect(ids(index, 'how do I return it')[0]).toBe('parcel')
})

// Catches a language with few pages being searched by what is rare in all languages together.
test('what is usual in one language may be telling in another', () => {
  const index = new WordIndex()
  for (let n = 0; n < 30; n++) put(index, `de${n}`, 'die Ware ist da', 'de')
  put(index, 'game', 'a die rolls', 'en')
  put(index, 'other', 'a cup stands', 'en')
  expect(ids(index, 'die')[0]).toBe('game')
})

test('a word in the title counts more than in the text, and a short text more than a long one', () => {
  const index = new WordIndex()
  put(index, 'text', 'voucher for you', 'en', 'page')
  put(index, 'title', 'all for you', 'en', 'voucher')
  put(index, 'long', `voucher ${'for you '.repeat(3)}`, 'en', 'page')
  expect(ids(index, 'voucher')).toEqual(['title', 'text', 'long'])
})

test('another form of a word is found, after the word itself', () => {
  const index = new WordIndex()
  put(index, 'other', 'refunded at once')
  put(index, 'same', 'refunds at once')
  put(index, 'none', 'nothing of it')
  expect(ids(index, 'refunds')).toEqual(['same', 'other'])
})

// Catches languages that put words together, or bend them at both ends, being found by luck alone.
test('a word is found within one that was made with it, in whichever language', () => {
  const index = new WordIndex()
  put(index, 'nl', 'cameraprofielen maken', 'nl')
  put(index, 'hu', 'a képernyőterület nagyítása', 'hu')
  put(index, 'other', 'de winkel sluit', 'nl')
  expect(ids(index, 'profiel')).toEqual(['nl'])
  expect(ids(index, 'képernyő')).toEqual(['hu'])
})

// Catches a list of whatever has three letters in common with what was asked.
test('what only looks a little like the words is not found', () => {
  const index = new WordIndex()
  put(index, 'end', 'the payment of the year')
  put(index, 'slip', 'the refund is on its way')
  expect(ids(index, 'reimbursement')).toEqual([])
  expect(ids(index, 'reund')).toEqual(['slip'])
})

// Catches a long question that finds the text which mentions most of its words in passing.
test('a text that speaks of the matter all along comes before one that mentions it beside much else', () => {
  const index = new WordIndex()
  for (let n = 0; n < 8; n++) put(index, `${n}`, 'how to send and what to say')
  put(index, 'matter', 'voucher lost: send the voucher again, the old voucher ends')
  put(index, 'passing', 'easier things, and a voucher, and so on in passing of much else that is said')
  expect(ids(index, 'easier voucher')[0]).toBe('matter')
})

// Catches words of a withdrawn document that are kept, and a place of it that another one takes with its words.
test('a document that is taken out leaves no word, and one that takes its place has its own', () => {
  const index = new WordIndex()
  put(index, 'a', 'hygiene goods')
  put(index, 'b', 'goods in transit')
  index.remove(['a', 'never there'])
  expect(JSON.stringify(index.content())).not.toContain('hygiene')
  put(index, 'c', 'voucher')
  expect([ids(index, 'hygiene'), ids(index, 'goods'), ids(index, 'voucher')]).toEqual([[], ['b'], ['c']])
})

test('the words that were found are told, the most telling first', () => {
  const index = new WordIndex()
  for (let n = 0; n < 9; n++) put(index, `${n}`, 'parcel')
  put(index, 'x', 'parcel customs')
  const { termsOf } = index.search({ text: 'parcel customs late', isOpenEnded: false, boost: () => 1 })
  expect(termsOf('x')).toEqual(['customs', 'parcel'])
})

test.each([
  ['voucher', 'vouchers', 1, true],
  ['voucher', 'vuocher', 2, true],
  ['voucher', 'vuocher', 1, false],
  ['a', 'abcd', 2, false],
])('%s and %s differ by at most %i letters: %s', (a, b, most, expected) => {
  expect(isNear(a, b, most)).toBe(expected)
})
