import { expect, test } from 'vitest'
import { searchTerms, piecesOf } from '#shared/search-terms.ts'

// Catches an index that a hurried agent cannot find Vietnamese pages in.
test('a Latin word is found with its marks and without them', () => {
  expect(searchTerms('Hoàn tiền')).toEqual(['hoàn', 'hoan', 'tiền', 'tien'])
  expect(searchTerms('Đổi trả')).toEqual(['đổi', 'doi', 'trả', 'tra'])
})

// Catches Chinese being indexed as one long word, which only the very same sentence would find.
test('Chinese is cut into pairs of characters, one character staying alone', () => {
  expect(searchTerms('退货期限')).toEqual(['退货', '货期', '期限'])
  expect(searchTerms('退 SG')).toEqual(['退', 'sg'])
})

// Catches Thai, which is written without spaces, being one term per sentence.
test('Thai is cut into words by the dictionary', () => {
  const terms = searchTerms('ขอคืนเงินภายในเจ็ดวัน')
  expect(terms).toContain('เงิน')
  expect(terms.length).toBeGreaterThan(3)
})

// Catches full-width letters typed by an input method finding nothing.
test('full-width letters and digits are the same as ordinary ones', () => {
  expect(searchTerms('ＳＯＰ１１２')).toEqual(['sop112'])
})

// Catches a mixed run losing one of its halves.
test('a run of mixed scripts gives the terms of each', () => {
  expect(searchTerms('iPhone手机壳')).toEqual(['iphone', '手机', '机壳'])
})

// Catches Japanese, whose scripts change inside a sentence, being found by whole sentences only.
test('Japanese is cut by the dictionary where it is kana, and into pairs where it is Han', () => {
  const terms = searchTerms('返品したいのですが、期限はいつですか')
  expect(terms).toContain('返品')
  expect(terms).toContain('期限')
})

// Catches words whose other forms share nothing with them, and scripts or numbers cut into pieces that mean nothing.
test('a word is cut into pieces that its other forms and the words made with it share', () => {
  expect(piecesOf('refund')).toEqual(['^ref', 'refu', 'efun', 'fund', 'und$'])
  const shared = piecesOf('cameraprofielen').filter((piece) => piecesOf('profiel').includes(piece))
  expect(shared).toEqual(['prof', 'rofi', 'ofie', 'fiel'])
  expect(piecesOf('سامانه').filter((piece) => piecesOf('سامانهها').includes(piece)).length).toBeGreaterThan(3)
  expect(['pay', '退货', '2026112', 'คืนเงิน'].flatMap(piecesOf)).toEqual([])
})

// Catches an index of twice the size: the plain form of a word with marks is a term, too.
test('a word with marks has no pieces of its own', () => {
  expect(searchTerms('ismételt').map((term) => piecesOf(term).length)).toEqual([0, 7])
})
