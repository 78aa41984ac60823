import { type Chunk, type PeerCase, type PeerMessage, type Size, caseIdOf, threadLength } from './shapes.ts'

/** Mulberry32: a small generator whose numbers are the same on every machine. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Draw = () => number
const below = (draw: Draw, end: number): number => Math.floor(draw() * end)

const syllables =
  'ba be bi bo bu ca ce co cu da de di do du fa fe fi fo ga ge go ha he hi ho la le li lo lu ma me mi mo mu na ne ni no pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo st tr pl gr con per ing ion ent ure'.split(
    ' ',
  )

function vocabulary(size: number): string[] {
  const draw = numbersFrom(7)
  const words = new Set<string>()
  while (words.size < size) {
    const length = 1 + below(draw, 3) + (words.size > 300 ? 1 : 0)
    words.add(Array.from({ length }, () => syllables[below(draw, syllables.length)]).join(''))
  }
  return [...words]
}

const words = vocabulary(6000)
/** Common words come often, as in any language: rank ~ u^2.2. */
const word = (draw: Draw): string => words[Math.floor(draw() ** 2.2 * words.length)] ?? ''

function text(draw: Draw, length: number): string {
  let written = word(draw)
  while (written.length < length) written += (draw() < 0.08 ? '. ' : ' ') + word(draw)
  return written.slice(0, length)
}

const someDay = 1_767_225_600_000
const day = 86_400_000
const channels = ['email', 'chat', 'web', 'phone']

function statusOf(share: number): string {
  if (share < 0.35) return 'open'
  if (share < 0.55) return 'pending'
  return share < 0.85 ? 'solved' : 'closed'
}

/** The nth case: always the same. */
export function peerCase(n: number): PeerCase {
  const draw = numbersFrom(1000 + n)
  return {
    id: caseIdOf(n),
    status: statusOf(draw()),
    due_at: someDay + below(draw, 30 * day),
    queue: `q${below(draw, 12)}`,
    assignee: `u${below(draw, 300)}`,
    priority: below(draw, 4),
    subject: text(draw, 40 + below(draw, 40)),
    customer_id: `k${below(draw, 9000)}`,
    customer_name: text(draw, 16),
    channel: channels[below(draw, 4)] ?? 'email',
    created_at: someDay - below(draw, 90 * day),
    updated_at: someDay - below(draw, 9 * day),
    version: 1 + below(draw, 20),
    unread: below(draw, 4),
    tags: [word(draw), word(draw)],
  }
}

/** The thread of the nth case. */
export function peerMessages(n: number): PeerMessage[] {
  const draw = numbersFrom(500_000 + n)
  return Array.from({ length: threadLength }, (_, seq) => ({
    id: `m${String(n).padStart(6, '0')}-${seq}`,
    case_id: caseIdOf(n),
    seq,
    author: seq % 2 === 0 ? 'customer' : `u${below(draw, 300)}`,
    kind: draw() < 0.15 ? 'note' : 'reply',
    ts: someDay - below(draw, 60 * day),
    text: text(draw, 260 + below(draw, 80)),
  }))
}

/** The cases of one chunk, by their numbers. */
export function casesOfChunk({ cases, chunks }: Size, chunk: number): number[] {
  const each = cases / chunks
  return Array.from({ length: each }, (_, at) => chunk * each + at)
}

/** One chunk as the peers get it. */
export function peerChunk(size: Size, chunk: number): Chunk {
  const numbers = casesOfChunk(size, chunk)
  return { cases: numbers.map(peerCase), messages: numbers.flatMap(peerMessages) }
}
