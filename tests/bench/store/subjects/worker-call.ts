interface Answer {
  readonly call: number
  readonly value?: unknown
  readonly error?: string
}

/** Calls a worker by method name and waits for its answer. Arguments that can be transferred are. */
export function callerOf(
  worker: Worker,
): (method: string, argument: unknown, moved?: Transferable[]) => Promise<unknown> {
  let last = 0
  const waiting = new Map<number, (answer: Answer) => void>()
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    waiting.get(data.call)?.(data)
    waiting.delete(data.call)
  })
  return (method, argument, moved = []) =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error))))
      worker.postMessage({ call: last, method, argument }, moved)
    })
}

type Methods = Readonly<Record<string, (argument: never) => unknown>>

/** Inside a worker: answers calls, one after the other in their order. */
export function answerCalls(methods: Methods): void {
  let before: Promise<unknown> = Promise.resolve()
  addEventListener('message', ({ data }: MessageEvent<{ call: number; method: string; argument: unknown }>) => {
    const { call, method, argument } = data
    before = before
      .then(() => methods[method]?.(argument as never))
      .then(
        (value) => postMessage({ call, value }),
        (error: unknown) => postMessage({ call, error: String(error) }),
      )
  })
}
