import { expect, test } from 'vitest'
import { ServiceClock } from '#renderer/workspace/service-clock.ts'

/** A computer whose clock can be set, and which can sleep. */
class Computer {
  steady = 1000
  wall = Date.parse('2026-11-23T10:00:00.000Z')
  ahead: number | null = null
  clock = this.start()

  start(): ServiceClock {
    return (this.clock = new ServiceClock({
      steady: () => this.steady,
      wall: () => this.wall,
      kept: () => this.ahead,
      keep: (ahead) => (this.ahead = ahead),
    }))
  }

  pass(ms: number): void {
    this.steady += ms
    this.wall += ms
  }
}
const at = (time: string): number => Date.parse(`2026-11-23T${time}Z`)
const minute = 60_000

// Catches: a countdown that jumps with the computer's clock, in either direction.
test('whatever becomes of the clock of the computer, time goes on as the service told it', () => {
  const computer = new Computer()
  computer.clock.told(at('10:00:07.000'))
  computer.pass(5 * minute)
  expect(computer.clock.now()).toBe(at('10:05:07.000'))
  computer.wall += 3_600_000
  computer.pass(minute)
  expect(computer.clock.now()).toBe(at('10:06:07.000'))
  computer.wall -= 86_400_000
  computer.pass(minute)
  expect(computer.clock.now()).toBe(at('10:07:07.000'))
})

// Catches: a window opened offline on a computer whose clock is wrong.
test('a window that opens offline knows by how much this computer was wrong when the service was last heard of', () => {
  const computer = new Computer()
  computer.clock.told(at('10:30:00.000'))
  computer.pass(minute)
  computer.start()
  expect(computer.clock.now()).toBe(at('10:31:00.000'))
})

// Catches: an hour of sleep that no countdown knows of, and the same hour taken for sleep where somebody set the clock.
test('sleep counts where the system says that there was some', () => {
  const computer = new Computer()
  computer.clock.told(at('10:00:00.000'))
  computer.wall += 3_600_000
  // Timers may go on before the system says so.
  expect(computer.clock.now()).toBe(at('10:00:00.000'))
  computer.pass(1000)
  computer.clock.resumed()
  expect(computer.clock.now()).toBe(at('11:00:01.000'))
  // Where the steady clock has gone on by itself there is nothing to add.
  computer.pass(3_600_000)
  computer.clock.resumed()
  expect(computer.clock.now()).toBe(at('12:00:01.000'))
  // The screen was unlocked long after somebody set the clock.
  computer.wall += 3_600_000
  computer.clock.now()
  computer.pass(2 * minute)
  computer.clock.resumed()
  expect(computer.clock.now()).toBe(at('12:02:01.000'))
})

// Catches: a page of health that says the clocks agree before the service has ever said the time, or after somebody has set this one.
test('how far the service is ahead is told once it has been heard, and follows the clock of the computer', () => {
  const computer = new Computer()
  expect(computer.clock.aheadOfHere()).toBeNull()
  computer.clock.told(computer.wall + 5000)
  expect(computer.clock.aheadOfHere()).toBe(5000)
  computer.pass(minute)
  computer.wall += 3000
  expect(computer.clock.aheadOfHere()).toBe(2000)
})
