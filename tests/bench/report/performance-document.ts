import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { electronVersion } from '../../../tools/electron-runtime.mjs'
import { peerVersions } from '../peers.ts'
import { type BenchRow, figure, markdownOf, markdownTable, unitOf } from '../statistics.ts'
import { reasonsOf } from './reasons.ts'
import { type Judged, judge } from './targets.ts'

const path = 'docs/performance.md'

const head = `# Performance

Written by \`npm run bench\` itself; nothing here is written by hand. Each section is replaced by a run of its own bench and of no other, so
each says when, where and under which load it was measured. Everybody in a table ran in the same run, side by side: the repetition is the
outer loop, the subject the inner one. Trust the ratios more than the figures, and the figures of a quiet machine more than others.
What a figure misses stands here as it was measured, and below the table why, as far as it was found out.
`

const titles: ReadonlyMap<string, string> = new Map([
  ['store', 'The store in the window'],
  ['service', 'The central service'],
  ['desk', 'The desk'],
  ['desktop', 'The desktop app'],
  ['thread', 'A thread of 5,000 messages'],
  ['search', 'Search and suggestions'],
])

const notes: ReadonlyMap<string, string> = new Map([
  [
    'store',
    `20,000 cases with six messages of about 300 bytes each (56 MB as JSON), about 7,000 of them open, in Chromium; every part in a new browser
process on a profile of its own. \`first-sync\`: from bytes in memory to durable; for Tierdesk the bytes that its
service sends, with threads deflated (86 MB of JSON, 36 MB as sent), for all others the JSON. \`reopen\`: from the start of the navigation. \`thread-read\`: the
median of 40 threads. \`remote-patches-per-s\`: in batches of 1,000, each awaited until the store says it is kept. \`durable-mutations\`: 32
under way, each awaited until it would survive (strict: a power cut). Replicache and TinyBase keep remote patches in memory only; to make
mutations durable they must write everything they hold, after each 32. TinyBase writes whole tables. Tierdesk's outbox is always strict,
so its relaxed figure is the same thing measured again. \`raw-blobs\` and \`raw-opfs\` are limits, not stores: bytes as they come, no queries.
\`tierdesk\` is the product with a seal that seals nothing (it exists in this bench only); \`tierdesk-sealed\` is the product.`,
  ],
  [
    'service',
    `20,000 cases in PostgreSQL as the service runs it (every commit on disk). \`mutations-per-s\`: 400 under way; Tierdesk checks rights and rules,
reads, writes row, feed, result and log; \`pg-group-commit\` writes the same rows in one statement per hundred and looks at nothing.
\`ack\` and \`visible\`: 50 windows, 500 mutations a second, over real sockets. \`fan-out\`: rounds of 100 changes to 500 sockets, counted in changes
times sockets; the peers send a frame per change from memory, Tierdesk takes each round in as mutations and commits it first. Listeners search what they get
for the end of a round and decode nothing more; a page that Tierdesk packed is unpacked (0.2 ms) by one of them for all 500, who sit in one process here.
\`catch-up\`: 20,000 feed numbers behind, page by page over the socket; \`pg-text-rows\` is one statement.`,
  ],
  [
    'desk',
    `The built window in Chromium against the real service, for the agent with the widest view, with at least 20,000 cases on the computer.
From the browser's own time stamp of the key to the drawn frame. \`-busy\`: while the service sends 200 changes a second.`,
  ],
  [
    'desktop',
    `The built desktop in Electron, on a profile of an earlier day with at least 20,000 cases and a sign-in that is remembered, beside an app of the same
Electron whose window has one word in it. \`start\`: from just before the program is started until the frame was drawn that shows the first rows of the queue (the
picture of last time, in the places where the rows stand then), or the one word; \`start-keys\`: until those rows take keys. Both are started
in turn, each as a new process with its files in memory, with nothing attached but a stopwatch in the page. \`idle\`: signed in, everything synced,
90 s after that, for 60 s, the program and all it started: processor time in percent of one core, and memory with what is shared counted once (PSS).
\`asar\`: the archive that installers bring, from the same files.`,
  ],
  [
    'thread',
    `5,000 messages of one line to thirty, with lists and code among them, on one case in the built window. \`open\`: from the key to the drawn end
of the thread, \`open-first\` from the disk, the others from memory. \`wheel\`: from the end to the beginning, 600 pixels a turn, as fast as the browser takes
them: \`frame\` from one frame to the next, \`most-drawn\` messages in the document at once, \`blank\` looks at the middle of the thread that
found nothing there. \`to-end\`: from the click on “To the newest” to the drawn end.`,
  ],
  [
    'search',
    `How often what was looked for is among the first five: MRR@5 and recall@5, by set and by language. No word of the data stands in the code; the few
constants of ranking and learning were chosen on it.
\`star_sop\`: a customer's words, and the SOP that the agent opened. \`gnome_known_item\`: a page's own summary, taken out of its text, and the page in its
language. \`kb_link\`: a forum question, and the article that the answer linked, of which only titles are known. \`tau2_task\`: long briefs that need several
documents. \`macro\`: a conversation so far, and the macro that was used next; what the source itself proposed is not looked at. \`n\` is the number of judged queries.
\`minisearch\` is MiniSearch as it comes, every language in one index; for macros it is asked with the whole thread, \`minisearch-last-entry\` with what
the party wrote last. \`tierdesk\` is the window's own search worker code with what the service's own code learnt from history: tickets are cut in five parts by
their number alone, and each part is judged by what was learnt from the other four, so that nothing of a ticket is ever on both sides. \`tierdesk-untaught\` and \`-no-history\`
are the same without any history. \`query-ms\`: one query with its snippets, or one suggestion, over all sets.`,
  ],
])

const order = ['store', 'service', 'desk', 'desktop', 'thread', 'search']

/** Replaces the section of one bench and keeps the others. */
export async function writePerformance(bench: string, rows: readonly BenchRow[], tookMs: number): Promise<void> {
  await mkdir('docs', { recursive: true })
  const before = await readFile(path, 'utf8').catch(() => '')
  await writeFile(path, withSection(before, bench, sectionOf(bench, rows, tookMs)))
}

/** The document with this section in place of its older self. */
export function withSection(document: string, bench: string, section: string): string {
  const sections = new Map(
    [...document.matchAll(/<!-- (\w+) -->\n([\s\S]*?)<!-- \/\1 -->/g)].map(([, name = '', text = '']) => [name, text]),
  )
  sections.set(bench, section)
  const texts = order.flatMap((name) => {
    const text = sections.get(name)
    return text === undefined ? [] : [`<!-- ${name} -->\n${text}<!-- /${name} -->\n`]
  })
  return [head, ...texts].join('\n')
}

function sectionOf(bench: string, rows: readonly BenchRow[], tookMs: number): string {
  const judged = judge(bench, rows)
  const held = judged.filter(({ isHeld }) => isHeld).length
  const reasons = reasonsOf(judged)
  return `## ${titles.get(bench) ?? bench}

${notes.get(bench) ?? ''}

${conditions(bench, tookMs)}

### What must hold: ${held} of ${judged.length} do

${targetTable(judged)}
${reasons === '' ? '' : `\nWhy what is missed is missed:\n\n${reasons}\n`}
### Figures

${markdownTable(rows)}
`
}

function conditions(bench: string, tookMs: number): string {
  const machine = `${cpus().length} cores ${cpus()[0]?.model ?? arch()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${platform()} ${release()}`
  const load = loadavg().map((one) => one.toFixed(1))
  const peers = Object.entries(peerVersions()).map(([name, version]) => `${name} ${version}`)
  const electron = process.env['TIERDESK_ELECTRON_DIST']
  const runtimes = bench === 'desktop' && electron !== undefined ? [`Electron ${electronVersion(electron)}`] : peers
  return `Measured ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC in ${Math.round(tookMs / 1000)} s on ${machine}; load at the end ${load.join(', ')} (1, 5, 15 minutes); Node ${process.versions.node}; ${runtimes.join(', ')}.`
}

/** What must hold and what became of it, as a table in Markdown. */
export const targetTable = (judged: readonly Judged[]): string =>
  markdownOf(
    ['what', 'target', 'measured', ''],
    judged.map(({ words, figure: of, isAtMost, bound, against, measured, isHeld }) => {
      const unit = against === undefined ? ` ${unitOf(of.metric)}` : ' ×'
      const outcome = measured === null ? 'not measured' : isHeld ? 'held' : '**missed**'
      return [
        words,
        `${isAtMost ? '≤' : '≥'} ${bound}${unit}`,
        measured === null ? '' : `${figure(measured)}${unit}`,
        outcome,
      ]
    }),
  )
