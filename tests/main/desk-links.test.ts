import { expect, test } from 'vitest'
import { DeskLinks } from '#main/desk-links.ts'

function desk() {
  const told: string[] = []
  const log: string[] = []
  const links = new DeskLinks({ tell: () => told.push('told'), log: (line) => log.push(line) })
  return { links, told, log }
}

// Catches: a link that is lost because no desk was open when it came, and one that is followed twice.
test('the last link waits until a desk takes it, and is taken once', () => {
  const { links, told } = desk()
  links.askedBy(['/opt/Tierdesk/tierdesk', '--enable-crashpad', 'tierdesk://case/10311'])
  links.asked('tierdesk://case/10314')
  expect(told).toHaveLength(2)
  expect([links.take(), links.take()]).toEqual(['10314', null])
})

test('a start without a link changes nothing and says nothing', () => {
  const { links, told, log } = desk()
  links.askedBy(['/opt/Tierdesk/tierdesk', '--x=tierdesk://case/1', '/home/ana/tierdesk.txt'])
  expect([links.take(), told, log]).toEqual([null, [], []])
})

// Catches: a stranger's text in the log, a log that a page in a loop fills, and a bad link that takes the place of a good one.
test('a link of another shape does nothing but say so, without its text and not without end', () => {
  const { links, told, log } = desk()
  links.asked('tierdesk://case/10311')
  for (let n = 0; n < 100; n++) links.asked(`tierdesk://steal/anna@example.com/${n}`)
  expect(log.length).toBeGreaterThan(0)
  expect(log.length).toBeLessThan(30)
  expect(log.join()).not.toContain('example.com')
  expect([told.length, links.take()]).toEqual([1, '10311'])
})
