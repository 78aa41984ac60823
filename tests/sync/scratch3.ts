import { Schedule } from './run-schedule.ts'
import { MemoryStore } from './memory-ledger.ts'
import { newWorld } from './world.ts'
const s = new Schedule(
  Number(process.argv[2]),
  new MemoryStore(await newWorld()),
  process.argv[3]
    ? {
        tap: (sch) => ({
          toWindow: (said, w) => {
            if (w.windowIndex === Number(process.argv[3]))
              sch.note(
                `   -> ${said.event} ${JSON.stringify(said.said).slice(0, 140)} mine ${sch.windows[w.windowIndex]?.store?.cursor}`,
              )
            return said
          },
          toService: (k, r, w) => {
            if (w.windowIndex === Number(process.argv[3])) sch.note(`   ask ${k} ${JSON.stringify(r).slice(0, 150)}`)
            return r
          },
          answered: (k, _r, r, w) => {
            if (w.windowIndex === Number(process.argv[3])) sch.note(`   answer ${k} ${JSON.stringify(r).slice(0, 170)}`)
            return r
          },
        }),
      }
    : {},
)
const d = await s.run()
console.log(d.trace.join('\n'))
console.log(
  s.windows.map((w) => [w.store?.cursor, w.client?.state]),
  s.store.head,
)
console.log(d.failures)
