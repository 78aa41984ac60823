// Loaded into a service before anything else of it: SIGUSR2 moves its clock on by a minute, so that a story need not wait for one.
const RealDate = Date
let aheadMs = 0
const now = (): number => RealDate.now() + aheadMs

globalThis.Date = new Proxy(RealDate, {
  construct: (real, given: unknown[]) =>
    given.length === 0 ? new real(now()) : (Reflect.construct(real, given) as Date),
  get: (real, name) => (name === 'now' ? now : (Reflect.get(real, name) as unknown)),
})

process.on('SIGUSR2', () => {
  aheadMs += 60_000
})
