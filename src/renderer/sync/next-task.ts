const channel = new MessageChannel()
const waiting: (() => void)[] = []
channel.port1.addEventListener('message', () => waiting.shift()?.())
channel.port1.start()

/** Runs work in a task of its own, as soon as whatever waits for the window has had its turn: a timer would wait four milliseconds at least. */
export function inNextTask(work: () => void): void {
  waiting.push(work)
  channel.port2.postMessage(null)
}

/** Lets the window draw and take keys before it goes on. */
export const nextTask = (): Promise<void> => new Promise(inNextTask)
