import { runSchedule } from './run-schedule.ts'
const from = Number(process.argv[2] ?? 1),
  n = Number(process.argv[3] ?? 100),
  max = Number(process.argv[4] ?? 5)
const t = performance.now()
let bad = 0,
  intents = 0,
  applied = 0,
  parked = 0
const kinds = new Map<string, number>()
for (let seed = from; seed < from + n; seed++) {
  const done = await runSchedule(seed)
  intents += done.intents
  applied += done.applied
  parked += done.parked
  if (done.failures.length > 0) {
    bad++
    for (const f of done.failures) {
      const k =
        f.kind +
        ' ' +
        f.what
          .replace(/[0-9a-f]{6,}/g, '#')
          .replace(/w\d/g, 'w')
          .replace(/\d+/g, 'n')
          .slice(0, 60)
      kinds.set(k, (kinds.get(k) ?? 0) + 1)
    }
    if (bad <= max) console.log(seed, JSON.stringify(done.failures.slice(0, 6), null, 1))
  }
  if (n === 1) console.log(done.trace.join('\n'))
}
console.log([...kinds].sort((a, b) => b[1] - a[1]).slice(0, 25))
console.log('bad', bad, 'of', n, 'ms per', (performance.now() - t) / n, { intents, applied, parked })
