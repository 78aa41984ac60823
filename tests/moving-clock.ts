// Loaded into a service before anything else of it: SIGUSR2 moves its clock on by a minute, or by as many as it was started with, so that a
// story need not wait for them.
const RealDate = Date
const stepMs = Number(process.env['MOVING_CLOCK_MINUTES'] ?? 1) * 60_000
let aheadMs = 0
const now = (): number => RealDate.now() + aheadMs

globalThis.Date = new Proxy(RealDate, {
  construct: (real, given: unknown[]) =>
    given.length === 0 ? new real(now()) : (Reflect.construct(real, given) as Date),
  get: (real, name) => (name === 'now' ? now : (Reflect.get(real, name) as unknown)),
})

process.on('SIGUSR2', () => {
  aheadMs += stepMs
})
