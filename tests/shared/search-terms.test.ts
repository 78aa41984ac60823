import { expect, test } from 'vitest'
import { searchTerms, stemOf } from '#shared/search-terms.ts'

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

// Catches stems that cut words which do not inflect by endings, and short words that would all be the same.
test('the beginning of a long word stands for its other forms; short words and other scripts have none', () => {
  expect([stemOf('refunded'), stemOf('refunds')]).toEqual(['refun', 'refun'])
  expect([stemOf('cash'), stemOf('退货'), stemOf('2026112')]).toEqual([null, null, null])
})
