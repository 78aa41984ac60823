import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Draft, OutboxEntry, ParkedEntry } from '#renderer/sync/disk.ts'
import { TwoHomes } from '#renderer/sync/two-homes.ts'
import { idOf } from '#tests/builders.ts'
import { PlainHome } from './plain-home.ts'

const hour = 60 * 60 * 1000
const start = Date.parse('2026-11-22T07:00:00.000Z')
const at = (hours: number): string => new Date(start + hours * hour).toISOString()

const entry = (seq: number): OutboxEntry => ({
  opId: idOf(seq),
  name: 'case.note',
  args: { text: `note ${seq}` },
  at: at(0),
  dependsOn: [],
  seq,
})
const parkedOf = (one: OutboxEntry): ParkedEntry => ({ ...one, refused: 'thread-moved', about: 'x', parkedAt: at(0) })
const draft = (caseId: string, text: string, written = at(0)): Draft => ({
  caseId,
  kind: 'reply',
  text,
  macroId: null,
  afterReplyId: null,
  at: written,
})

/** One computer: two disks that outlive the program, and its clock. */
class Computer {
  readonly first = new PlainHome()
  readonly second = new PlainHome()
  now = start
  #ids = 0x9000

  /** A start of the program. */
  async opened() {
    this.first.restarted()
    this.second.restarted()
    const clock = { now: () => this.now, newId: () => idOf((this.#ids += 1)) }
    const homes = new TwoHomes({ first: this.first, second: this.second }, clock)
    return { homes, ...(await homes.load()) }
  }

  /** Another window while one is open: the journal is the other one's. */
  async besides() {
    const clock = { now: () => this.now, newId: () => idOf((this.#ids += 1)) }
    const homes = new TwoHomes({ first: this.first, second: this.second }, clock, { isAlone: false })
    return { homes, ...(await homes.load()) }
  }

  home(name: 'first' | 'second'): PlainHome {
    return name === 'first' ? this.first : this.second
  }

  get isSame(): boolean {
    const [a, b] = [this.first, this.second].map(({ generation, records }) => [
      generation,
      [...records].sort(([x], [y]) => (x < y ? -1 : 1)),
    ])
    return JSON.stringify(a) === JSON.stringify(b)
  }
}

const ready = async (...entries: OutboxEntry[]) => {
  const computer = new Computer()
  const { homes } = await computer.opened()
  for (const one of entries) await homes.add(one)
  return { computer, homes }
}

const kindsOf = (incidents: readonly { kind: string; count: number }[]) =>
  incidents.map(({ kind, count }) => `${kind} ${count}`)

/** Lets everything happen that can. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

const sides = ['first', 'second'] as const
const otherOf = (name: 'first' | 'second') => (name === 'first' ? 'second' : 'first')

// Would catch: a first start that is told as a loss, or a start without trouble that rewrites a home.
test('a first start mints one marker for both homes and reports nothing, nor does the next one [S11]', async () => {
  const computer = new Computer()
  expect((await computer.opened()).incidents).toEqual([])
  expect([computer.first.generation, computer.isSame]).toEqual([expect.any(String), true])
  const before = computer.first.generation
  expect((await computer.opened()).incidents).toEqual([])
  expect(computer.first.generation).toBe(before)
})

for (const name of sides) {
  // Would catch: "Saved" said while only one of the homes has it.
  test(`nothing is saved before the ${name} home has it too [S9]`, async () => {
    const { computer, homes } = await ready()
    computer.home(name).dies()
    let isSaved = false
    void homes.add(entry(1)).then(() => (isSaved = true))
    await turn()
    expect([isSaved, computer.home(otherOf(name)).records.size]).toEqual([false, 1])
  })

  // Would catch: an entry that a crash left in one home and that the next start forgets or keeps to itself.
  test(`an entry that reached all but the ${name} home before a crash waits after it, in both, and is told [S10]`, async () => {
    const { computer, homes } = await ready(entry(1))
    computer.home(name).dies()
    void homes.add(entry(2))
    await turn()
    const again = await computer.opened()
    expect(again.entries.map(({ seq }) => seq)).toEqual([1, 2])
    expect([kindsOf(again.incidents), computer.isSame]).toEqual([['homes-differ 1'], true])
    expect((await computer.opened()).incidents).toEqual([])
  })

  // Would catch: a settled mutation that comes back as waiting, and a parked text that is lost with one home.
  test(`what was settled before the ${name} home heard of it is settled [S10]`, async () => {
    const { computer, homes } = await ready(entry(1), entry(2), entry(3))
    computer.home(name).dies()
    void homes.settle({ at: at(0), applied: [idOf(1)], parked: [parkedOf(entry(2))] })
    await turn()
    const again = await computer.opened()
    expect(again.entries.map(({ seq }) => seq)).toEqual([3])
    expect(again.parked).toEqual([parkedOf(entry(2))])
    expect(again.acknowledged).toEqual([{ ...entry(1), acknowledgedAt: at(0) }])
    expect(computer.isSame).toBe(true)
  })

  // Would catch: a draft that was sent and lies in the composer again, or a newer text that an older one replaces.
  test(`a dropped draft stays dropped and a newer text wins, whatever the ${name} home missed`, async () => {
    const { computer, homes } = await ready()
    await homes.saveDraft(draft('a', 'sent'))
    await homes.saveDraft(draft('b', 'old'))
    await homes.saveDraft(draft('c', 'old'))
    await homes.dropDraft('c')
    computer.home(name).dies()
    void homes.dropDraft('a')
    void homes.saveDraft(draft('b', 'new', at(1)))
    // The clock was set back meanwhile.
    void homes.saveDraft(draft('c', 'anew', at(-5)))
    await turn()
    const again = await computer.opened()
    expect(again.drafts.map(({ caseId, text }) => [caseId, text])).toEqual([
      ['b', 'new'],
      ['c', 'anew'],
    ])
    expect(computer.isSame).toBe(true)
  })

  // Would catch: an offer that a home which missed it takes back, and an old offer that wins over a new acknowledgement [S23].
  test(`what was put back waits again though the ${name} home missed it, until it is acknowledged anew [S23]`, async () => {
    const { computer, homes } = await ready(entry(1))
    await homes.settle({ at: at(0), applied: [idOf(1)], parked: [] })
    const offered = { ...entry(1), offers: 1 }
    computer.home(name).dies()
    void homes.offerAgain([offered])
    await turn()
    const again = await computer.opened()
    expect([again.entries, again.acknowledged]).toEqual([[offered], []])
    computer.home(name).dies()
    void again.homes.settle({ at: at(1), applied: [idOf(1)], parked: [] })
    await turn()
    const last = await computer.opened()
    expect([last.entries, last.acknowledged]).toEqual([[], [{ ...offered, acknowledgedAt: at(1) }]])
  })

  // Would catch: an emptied database taken for a first start, which was seen to happen after one full disk.
  test(`an emptied ${name} home beside the marker of the other is told and rebuilt [S11]`, async () => {
    const { computer, homes } = await ready(entry(1), entry(2))
    await homes.saveDraft(draft('a', 'text'))
    const { generation } = computer.first
    computer.home(name).generation = null
    computer.home(name).records.clear()
    const again = await computer.opened()
    expect(again.entries.map(({ seq }) => seq)).toEqual([1, 2])
    expect(kindsOf(again.incidents)).toEqual([name === 'first' ? 'outbox-emptied 3' : 'journal-emptied 3'])
    expect([computer.first.generation, computer.isSame]).toEqual([generation, true])
  })

  // Would catch: an older state of one home (a torn log, a restored profile) that undoes what was done since.
  test(`a ${name} home that went back in time is healed from the other [S10]`, async () => {
    const { computer, homes } = await ready(entry(1), entry(2))
    await homes.saveDraft(draft('a', 'text'))
    await homes.settle({ at: at(0), applied: [], parked: [parkedOf(entry(2))] })
    const before = computer.home(name).copy()
    await homes.settle({ at: at(0), applied: [idOf(1)], parked: [] })
    await homes.unpark(idOf(2))
    await homes.dropDraft('a')
    await homes.add(entry(3))
    computer.home(name).records = before
    const again = await computer.opened()
    expect([again.entries.map(({ seq }) => seq), again.parked, again.drafts]).toEqual([[3], [], []])
    expect([kindsOf(again.incidents), computer.isSame]).toEqual([['homes-differ 4'], true])
  })

  // Would catch: damage that nobody hears of, and damage told twice.
  test(`damaged records of the ${name} home are told and written anew from the other`, async () => {
    const { computer } = await ready(entry(1), entry(2))
    computer.home(name).records.delete(`op/${idOf(1)}`)
    computer.home(name).damaged = 1
    const again = await computer.opened()
    expect(again.entries.map(({ seq }) => seq)).toEqual([1, 2])
    expect(kindsOf(again.incidents)).toEqual([name === 'first' ? 'outbox-damaged 1' : 'journal-damaged 1'])
    expect([computer.isSame, (await computer.opened()).incidents]).toEqual([true, []])
  })

  // Would catch: a full disk that stays a hole for ever, or that says "Saved".
  test(`a full ${name} home refuses, the other keeps it, and the next write with space brings everything over`, async () => {
    const { computer, homes } = await ready(entry(1))
    computer.home(name).isFull = true
    await expect(homes.add(entry(2))).rejects.toThrow('the disk is full')
    await homes.saveDraft(draft('a', 'text'))
    expect(computer.home(otherOf(name)).records.size).toBe(3)
    computer.home(name).isFull = false
    await Promise.all([homes.add(entry(3)), homes.add(entry(4)), homes.dropDraft('a')])
    expect([computer.home(name).records.size, computer.isSame]).toEqual([5, true])
    expect((await computer.opened()).incidents).toEqual([])
  })

  // Would catch: a connection that is cut at each stretch of the feed because one of two disks is full.
  test(`what is settled while the ${name} home is full is settled, and it is said when neither takes it`, async () => {
    const { computer, homes } = await ready(entry(1), entry(2))
    computer.home(name).isFull = true
    await homes.settle({ at: at(0), applied: [idOf(1)], parked: [] })
    computer.home(otherOf(name)).isFull = true
    await expect(homes.settle({ at: at(0), applied: [idOf(2)], parked: [] })).rejects.toThrow('outbox-not-kept')
    computer.home(name).isFull = false
    computer.home(otherOf(name)).isFull = false
    const again = await computer.opened()
    expect(again.entries.map(({ seq }) => seq)).toEqual([2])
  })

  // Would catch: a home that could not be read for once and is then overwritten with less than it had.
  test(`a ${name} home that cannot be read leaves the agent at work, says nothing is saved, and is joined when it can be`, async () => {
    const { computer } = await ready(entry(1), entry(2))
    computer.home(otherOf(name)).records.delete(`op/${idOf(2)}`)
    computer.home(name).isUnreadable = true
    const again = await computer.opened()
    expect(again.entries.map(({ seq }) => seq)).toEqual([1])
    expect(kindsOf(again.incidents)).toEqual([name === 'first' ? 'outbox-damaged 0' : 'journal-damaged 0'])
    await expect(again.homes.add(entry(3))).rejects.toThrow('outbox-home-unread')
    computer.home(name).isUnreadable = false
    const last = await computer.opened()
    expect(last.entries.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(computer.isSame).toBe(true)
  })
}

// Would catch: an empty outbox that is shown for one that nobody could read.
test('an outbox that neither home can read is not opened', async () => {
  const { computer } = await ready(entry(1))
  computer.first.isUnreadable = true
  computer.second.isUnreadable = true
  await expect(computer.opened()).rejects.toThrow('outbox-unreadable')
})

// Would catch: a browser without a second place where nothing is ever saved, or that says it has one.
test('where there is no second place the first one alone decides, and says so [S9]', async () => {
  const computer = new Computer()
  computer.second.isAbsent = true
  const { homes, incidents, isSecondHome } = await computer.opened()
  await homes.add(entry(1))
  expect([isSecondHome, incidents, computer.second.records.size]).toEqual([false, [], 0])
  const again = await computer.opened()
  expect([again.entries, again.incidents]).toEqual([[entry(1)], []])
  computer.second.isAbsent = false
  const later = await computer.opened()
  expect([later.isSecondHome, computer.isSame]).toEqual([true, true])
})

// Would catch: what version 1 left in the database alone, told as a difference or not brought to the journal.
test('records from before there were two homes are in both after the first start, which is no incident', async () => {
  const computer = new Computer()
  computer.first.records.set(`op/${idOf(1)}`, { is: 'waiting', entry: entry(1) })
  const { entries, incidents } = await computer.opened()
  expect([entries, incidents, computer.isSame]).toEqual([[entry(1)], [], true])
})

// Would catch: texts of applied mutations that stay for ever, and a mark that only one home let go of told as a difference.
test('acknowledged mutations are kept for 72 hours and then leave both homes, which is no incident [S23]', async () => {
  const { computer, homes } = await ready(entry(1), entry(2))
  await homes.settle({ at: at(0), applied: [idOf(1)], parked: [] })
  await homes.settle({ at: at(2), applied: [idOf(2)], parked: [] })
  computer.second.records.delete(`op/${idOf(1)}`)
  computer.now = start + 73 * hour
  const again = await computer.opened()
  expect([again.acknowledged.map(({ seq }) => seq), again.incidents]).toEqual([[2], []])
  expect([computer.first.records.size, computer.isSame]).toEqual([1, true])
  await again.homes.forgetAcknowledged(at(3))
  expect([computer.first.records.size, computer.second.records.size]).toEqual([0, 0])
})

interface Act {
  readonly do: 'add' | 'settle' | 'full' | 'space' | 'crash' | 'empty'
  readonly of: 'first' | 'second'
}

/** Lives through the acts; which saved and unsettled mutations some start did not find. */
async function lostBy(computer: Computer, acts: readonly Act[]): Promise<string[]> {
  let { homes } = await computer.opened()
  const saved = new Set<string>()
  const lost: string[] = []
  let seq = 0
  for (const act of acts) {
    if (act.do === 'full' || act.do === 'space') computer.home(act.of).isFull = act.do === 'full'
    const [oldest] = saved
    if (act.do === 'settle' && oldest !== undefined) {
      saved.delete(oldest)
      await homes.settle({ at: at(0), applied: [oldest], parked: [] }).catch(() => undefined)
    }
    if (act.do === 'add') {
      const one = entry((seq += 1))
      await homes.add(one).then(
        () => saved.add(one.opId),
        () => undefined,
      )
    }
    if (act.do === 'empty') await empty(computer, act.of)
    if (act.do === 'crash' || act.do === 'empty') {
      const again = await computer.opened()
      const found = new Set(again.entries.map(({ opId }) => opId))
      lost.push(...[...saved].filter((opId) => !found.has(opId)))
      homes = again.homes
    }
  }
  return lost
}

/** One disk fails at a time: the other had the chance to become whole before. */
async function empty(computer: Computer, name: 'first' | 'second'): Promise<void> {
  for (const each of sides) computer.home(each).isFull = false
  await computer.opened()
  computer.home(name).records.clear()
  computer.home(name).generation = null
}

// Would catch: any order of writes, crashes and refusals after which a saved mutation is nowhere, or the homes stay different.
test('whatever is written, refused, cut off or set back in one home, what both had is never lost [S9][S10]', async () => {
  const acts = fc.array(
    fc.record<Act>({
      do: fc.constantFrom('add', 'add', 'settle', 'full', 'space', 'crash', 'empty'),
      of: fc.constantFrom(...sides),
    }),
    { maxLength: 25 },
  )
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const computer = new Computer()
      const lost = await lostBy(computer, all)
      for (const name of sides) computer.home(name).isFull = false
      await computer.opened()
      expect([lost, computer.isSame]).toEqual([[], true])
    }),
    { numRuns: 300 },
  )
})

// Would catch: a second window that waits for a file that the first one has open, or what is written in it being in one place only.
test('[S9][S20] what another window writes is brought to the journal by the window that has it', async () => {
  const { computer, homes } = await ready(entry(1))
  computer.second.isUnreadable = true
  const other = await computer.besides()
  expect([other.entries, other.incidents, other.isSecondHome]).toEqual([[entry(1)], [], true])
  await other.homes.add(entry(2))
  computer.second.isUnreadable = false
  expect(computer.second.records.has(`op/${idOf(2)}`)).toBe(false)
  expect((await homes.refresh()).entries).toEqual([entry(1), entry(2)])
  expect(computer.isSame).toBe(true)
})

// Would catch: a window that took over and keeps what it writes in one place, or overwrites what only the journal has.
test('[S10][S20] a window that takes over has the journal, with all that either of them knew', async () => {
  const { computer } = await ready(entry(1))
  const { homes: other } = await computer.besides()
  await other.add(entry(2))
  computer.second.records.set(`op/${idOf(3)}`, { is: 'waiting', entry: entry(3) })
  await other.takeJournal()
  await other.add(entry(4))
  expect((await other.refresh()).entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  expect(computer.isSame).toBe(true)
})
