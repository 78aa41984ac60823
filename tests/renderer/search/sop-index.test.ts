import { expect, test } from 'vitest'
import { type IndexContent, type SearchFor, SopIndex, type SopText } from '#renderer/search/sop-index.ts'

const sop = (id: string, of: Partial<SopText>): SopText => ({
  id,
  groupId: id,
  title: id,
  locale: 'en',
  section: 'Returns',
  labels: [],
  market: null,
  body: '',
  format: 'markdown',
  mark: '1',
  ...of,
})

const anyone: SearchFor = { locale: null, market: null }
const idsOf = (index: SopIndex, question: string, who = anyone): string[] =>
  index.search(question, who, 10).map(({ sopId }) => sopId)

// Catches Chinese questions finding nothing unless they repeat a whole sentence.
test('a Chinese question finds the Chinese page by a part of a sentence', () => {
  const index = new SopIndex()
  index.put([
    sop('zh', { locale: 'zh-Hans', title: '退货期限', body: '签收后七天内可以申请退货。' }),
    sop('other', { locale: 'zh-Hans', title: '延迟发货', body: '卖家必须在两天内发货。' }),
  ])
  expect(idsOf(index, '申请退货')).toEqual(['zh'])
})

// Catches a list that shows one SOP five times, once per language.
test('of the translations of one SOP only one is found, that of the language asked for', () => {
  const index = new SopIndex()
  index.put([
    sop('en', { groupId: 'g', locale: 'en', title: 'Refund timing COD', body: 'refund cod wallet' }),
    sop('vi', { groupId: 'g', locale: 'vi', title: 'Refund timing COD', body: 'refund cod wallet' }),
  ])
  expect(idsOf(index, 'refund cod', { locale: 'vi', market: null })).toEqual(['vi'])
  expect(idsOf(index, 'refund cod', { locale: 'en-US', market: null })).toEqual(['en'])
})

// Catches the rule of another country ranking above the one that holds here.
test("the case's own market ranks before another one's", () => {
  const index = new SopIndex()
  index.put([
    sop('de', { market: 'DE', body: 'right of withdrawal window' }),
    sop('ph', { market: 'PH', body: 'right of withdrawal window' }),
  ])
  expect(idsOf(index, 'withdrawal window', { locale: 'en', market: 'PH' })).toEqual(['ph', 'de'])
})

// Catches a withdrawn or changed SOP still being found by its old words.
test('an SOP that changed is found by its new words only, one that went by none', () => {
  const index = new SopIndex()
  index.put([sop('a', { body: 'unboxing photo' }), sop('b', { body: 'voucher' })])
  index.put([sop('a', { body: 'proof of purchase' })])
  index.remove(['b'])
  expect(idsOf(index, 'unboxing')).toEqual([])
  expect(idsOf(index, 'purchase')).toEqual(['a'])
  expect(idsOf(index, 'voucher')).toEqual([])
  expect(index.size).toBe(1)
})

// Catches search that answers only once a word is typed to its end, and one that gives up on a slip of the finger.
test('a half typed last word and a misspelt word are found', () => {
  const index = new SopIndex()
  index.put([sop('a', { body: 'compensation for late delivery' })])
  expect(idsOf(index, 'compens')).toEqual(['a'])
  expect(idsOf(index, 'compansation')).toEqual(['a'])
})

// Catches snippets that show mark-up, or the beginning of the page instead of the place that was found.
test('the snippet shows the place that was found, without mark-up', () => {
  const index = new SopIndex()
  const filler = 'Nothing of note stands in this sentence. '.repeat(12)
  index.put([sop('a', { format: 'html', body: `<p>${filler}</p><ul><li>Xin <b>hoàn tiền</b> &amp; ví</li></ul>` })])
  const [hit] = index.search('hoan tien', anyone, 1)
  const snippet = hit?.snippet ?? []
  expect(snippet.filter(({ isFound }) => isFound).map(({ text }) => text)).toEqual(['hoàn', 'tiền'])
  expect(snippet.map(({ text }) => text).join('')).not.toContain('<')
  expect(snippet[0]?.text).toBe('… ')
})

// Catches an index that answers otherwise once it was kept, and words of a withdrawn SOP that are kept with it.
test('an index that went through JSON answers as before, and keeps no word of what was taken out [S17]', () => {
  const index = new SopIndex()
  index.put([
    sop('a', { body: 'Hoàn tiền trong bảy ngày', mark: 'a1' }),
    sop('b', { title: 'Blocklist', body: 'Unboxing footage' }),
    sop('c', { body: 'voucher expired' }),
  ])
  index.remove(['b'])
  const kept = JSON.stringify(index.content())
  expect(kept).not.toMatch(/unboxing|footage|blocklist/i)
  const again = new SopIndex(JSON.parse(kept) as IndexContent)
  for (const question of ['hoan tien', 'vouch', 'unboxing', 'expird']) {
    expect(again.search(question, anyone, 10)).toEqual(index.search(question, anyone, 10))
  }
  expect(again.marks()).toEqual(
    new Map([
      ['a', 'a1'],
      ['c', '1'],
    ]),
  )
  again.put([sop('c', { body: 'gift card' })])
  expect([idsOf(again, 'voucher'), idsOf(again, 'gift')]).toEqual([[], ['c']])
})

// Catches a mark that stays the old one because the text behind it did not change: it would be read again at every start.
test('a text that comes again as it was takes its new mark along', () => {
  const index = new SopIndex()
  index.put([sop('a', { body: 'voucher', mark: 'old' })])
  index.put([sop('a', { body: 'voucher', mark: 'new' })])
  expect(index.marks().get('a')).toBe('new')
  expect(idsOf(index, 'voucher')).toEqual(['a'])
})
