import { vi } from 'vitest'

/** The browser's database refuses so many records of a table with this error, until all mocks are restored. */
export function refuseWrites(table: string, error: Error, times = Infinity): { readonly refused: number } {
  const seen = { refused: 0 }
  const put: IDBObjectStore['put'] = Reflect.get(IDBObjectStore.prototype, 'put')
  const refusing = function (
    this: IDBObjectStore,
    ...given: Parameters<IDBObjectStore['put']>
  ): IDBRequest<IDBValidKey> {
    if (this.name !== table || seen.refused >= times) return put.apply(this, given)
    seen.refused += 1
    throw error
  }
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(refusing)
  return seen
}
