import type { Page } from '@playwright/test'

/** One call: which, and with what. */
export type Call = readonly [name: string, input: unknown]

/** Makes these calls of the bridge from the page, one after the other: what each was refused with, or null where it was answered. */
export const makeCalls = (window: Page, calls: readonly Call[]): Promise<(string | null)[]> =>
  window.evaluate(
    async (all) => {
      const bridge = Reflect.get(globalThis, 'tierdesk') as { call(name: string, input: unknown): Promise<unknown> }
      // What cannot be copied is refused at once, before there is a promise.
      const revived = (_name: string, value: unknown): unknown =>
        typeof value === 'object' && value !== null && 'bytesOf' in value
          ? new Uint8Array(value.bytesOf as number[])
          : value
      const ask = async ([name, text]: [string, string | null]): Promise<null> => {
        await bridge.call(name, text === null ? undefined : (JSON.parse(text, revived) as unknown))
        return null
      }
      const outcomes: (string | null)[] = []
      for (const one of all) {
        outcomes.push(
          await ask(one).catch((error: unknown) =>
            error instanceof Error ? error.message : `a thrown ${typeof error}`,
          ),
        )
      }
      return outcomes
    },
    // Their own text: objects with names such as `then` or `toString` are not carried otherwise.
    calls.map(([name, input]): [string, string | null] => [
      name,
      input === undefined ? null : JSON.stringify(input, withBytes),
    ]),
  )

/** Bytes are no JSON: the page makes them of a list. */
const withBytes = (_name: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { bytesOf: [...value] } : value
