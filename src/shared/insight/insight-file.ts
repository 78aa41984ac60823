import { z } from 'zod'
import { Id, Instant } from '../domain/base.ts'
import type { Model } from './model.ts'

/** The form of the file. Raised when bytes are laid out or features are read in another way: an older file is then as good as none. */
const format = 1 as const

/** What was learnt from a workspace's history, as one agent may have it. */
export interface Insight {
  /** From which cases it was learnt: see `learningView`. */
  readonly view: string
  /** Changes whenever something else was learnt. */
  readonly version: string
  readonly at: Instant
  readonly macros: Model
  /** Its classes are groups of SOPs: what joins the translations of one. */
  readonly sops: Model
}

const PartHead = z.strictObject({
  classes: z.array(z.tuple([Id, z.number().int().min(0)])).max(65_535),
  features: z.number().int().min(0).max(1_000_000),
  postings: z.number().int().min(0).max(1_000_000),
  scale: z.number().min(0).max(100),
})
type PartHead = z.infer<typeof PartHead>

const Head = z.strictObject({
  format: z.literal(format),
  view: z.string().max(100),
  version: z.string().max(100),
  at: Instant,
  macros: PartHead,
  sops: PartHead,
})

/** What a window says when it asks; `have` is the version that it has. */
export const InsightRequest = z.strictObject({ have: z.string().max(100).nullable() })
export type InsightRequest = z.infer<typeof InsightRequest>

const parts = ['macros', 'sops'] as const
const align = 4

/** The file of an insight: the length of the head (4 bytes, big-endian), the head as JSON, then the numbers of each part, little-endian. */
export function writeInsight(insight: Insight): Uint8Array<ArrayBuffer> {
  const { view, version, at } = insight
  const head = { format, view, version, at, macros: headOf(insight.macros), sops: headOf(insight.sops) }
  // Ids and numbers only, so each character is a byte.
  const text = Uint8Array.from(JSON.stringify(head satisfies z.input<typeof Head>), (letter) => letter.charCodeAt(0))
  const begin = aligned(4 + text.length)
  const bytes = new Uint8Array(begin + parts.reduce((sum, part) => sum + bytesOf(head[part]), 0))
  new DataView(bytes.buffer).setUint32(0, text.length)
  bytes.set(text, 4)
  let place = begin
  for (const part of parts) place = writePart(bytes, place, insight[part])
  return bytes
}

/** The insight of a file. Null where it is of another form, cut off or damaged. */
export function readInsight(bytes: Uint8Array<ArrayBuffer>): Insight | null {
  if (bytes.length < 4) return null
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const head = headIn(bytes.subarray(4, 4 + length))
  const begin = aligned(4 + length)
  if (head === null || bytes.length !== begin + bytesOf(head.macros) + bytesOf(head.sops)) return null
  // A copy of its own begins where numbers may begin.
  const numbers = bytes.slice(begin)
  const macros = readPart(numbers, 0, head.macros)
  const sops = readPart(numbers, bytesOf(head.macros), head.sops)
  if (macros === null || sops === null) return null
  return { view: head.view, version: head.version, at: head.at, macros, sops }
}

function headIn(bytes: Uint8Array): z.infer<typeof Head> | null {
  try {
    return Head.safeParse(JSON.parse(lettersOf(bytes))).data ?? null
  } catch {
    return null
  }
}

const lettersOf = (bytes: Uint8Array): string => {
  const letters: string[] = []
  // At once it would be more arguments than a call may have.
  for (let at = 0; at < bytes.length; at += 8192) letters.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return letters.join('')
}

const aligned = (length: number): number => Math.ceil(length / align) * align

const headOf = ({ classes, features, classOf, scale }: Model): PartHead => ({
  classes: classes.map(({ id, uses }) => [id, uses]),
  features: features.length,
  postings: classOf.length,
  scale,
})

const bytesOf = ({ features, postings }: PartHead): number =>
  features * 4 + (features + 1) * 4 + aligned(postings * 2) + aligned(postings * 2) + aligned(postings)

function writePart(bytes: Uint8Array<ArrayBuffer>, begin: number, model: Model): number {
  let at = begin
  for (const numbers of [model.features, model.starts, model.classOf, model.counts, model.weights]) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), at)
    at += aligned(numbers.byteLength)
  }
  return at
}

function readPart({ buffer }: Uint8Array<ArrayBuffer>, begin: number, head: PartHead): Model | null {
  let at = begin
  const place = (bytes: number): number => {
    const from = at
    at += aligned(bytes)
    return from
  }
  const { features, postings, scale } = head
  const model: Model = {
    classes: head.classes.map(([id, uses]) => ({ id, uses })),
    features: new Uint32Array(buffer, place(features * 4), features),
    starts: new Uint32Array(buffer, place((features + 1) * 4), features + 1),
    classOf: new Uint16Array(buffer, place(postings * 2), postings),
    counts: new Uint16Array(buffer, place(postings * 2), postings),
    weights: new Int8Array(buffer, place(postings), postings),
    scale,
  }
  return isWhole(model) ? model : null
}

/** Whether the numbers fit each other: whoever reads them looks no further. */
function isWhole({ classes, features, starts, classOf }: Model): boolean {
  const isRising = features.every((hash, at) => at === 0 || hash > (features[at - 1] ?? 0))
  const areStarts = starts.every((start, at) => at === 0 || start >= (starts[at - 1] ?? 0))
  return (
    isRising &&
    areStarts &&
    starts[0] === 0 &&
    starts.at(-1) === classOf.length &&
    classOf.every((at) => at < classes.length)
  )
}
