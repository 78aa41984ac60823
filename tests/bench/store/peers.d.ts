// What the bench uses of its peers, which are installed by the bench alone: so the types are checked with and without them.

declare module 'rxdb/plugins/core' {
  export interface Document {
    readonly _data: Record<string, unknown>
    incrementalPatch(fields: object): Promise<unknown>
    toJSON(): Record<string, unknown>
  }
  export interface Query<T> {
    exec(): Promise<T>
    readonly $: { subscribe(next: (found: T) => void): { unsubscribe(): void } }
  }
  export interface Collection {
    bulkInsert(rows: readonly object[]): Promise<{ error: readonly unknown[] }>
    bulkUpsert(rows: readonly object[]): Promise<{ error: readonly unknown[] }>
    insert(row: object): Promise<unknown>
    find(query?: object): Query<Document[]>
    findOne(id: string): Query<Document | null>
    findByIds(ids: readonly string[]): Query<Map<string, Document>>
  }
  export interface Database {
    addCollections(collections: object): Promise<Record<string, Collection>>
    close(): Promise<unknown>
  }
  export function createRxDatabase(settings: object): Promise<Database>
}

declare module 'rxdb/plugins/storage-dexie' {
  export function getRxStorageDexie(): object
}

declare module 'pouchdb-browser' {
  export interface Found {
    readonly rows: readonly { readonly id: string; readonly doc: Record<string, unknown> & { _id: string } }[]
  }
  export default class PouchDB {
    static plugin(plugin: unknown): void
    constructor(name: string, settings: object)
    info(): Promise<unknown>
    bulkDocs(docs: readonly object[]): Promise<unknown>
    allDocs(query: object): Promise<Found>
    createIndex(settings: object): Promise<unknown>
    find(query: object): Promise<{ docs: Record<string, unknown>[] }>
    changes(settings: object): { on(name: 'change', told: () => void): { cancel(): void } }
    get(id: string): Promise<Record<string, unknown>>
    put(doc: object): Promise<unknown>
    close(): Promise<void>
  }
}

declare module 'pouchdb-find' {
  const plugin: unknown
  export default plugin
}

declare module 'pouchdb-adapter-indexeddb' {
  const plugin: unknown
  export default plugin
}

declare module 'replicache/impl' {
  export interface Scan {
    values(): { toArray(): Promise<Record<string, unknown>[]> }
  }
  export interface ReadTransaction {
    get(key: string): Promise<Record<string, unknown> | undefined>
    scan(range: object): Scan
  }
  export interface WriteTransaction extends ReadTransaction {
    set(key: string, value: object): Promise<void>
  }
  export class ReplicacheImpl {
    constructor(settings: object, more: object)
    query<T>(read: (transaction: ReadTransaction) => T | Promise<T>): Promise<T>
    subscribe<T>(read: (transaction: ReadTransaction) => Promise<T>, told: { onData: (found: T) => void }): () => void
    readonly mutate: { readonly patch: (args: object) => Promise<void> }
    poke(poke: object): Promise<void>
    persist(): Promise<void>
    close(): Promise<void>
  }
}

declare module 'tinybase' {
  export interface Store {
    setRow(table: string, id: string, row: object): void
    setPartialRow(table: string, id: string, row: object): void
    getRow(table: string, id: string): Record<string, unknown>
    getRowCount(table: string): number
    getTable(table: string): Record<string, Record<string, unknown>>
    getCell(table: string, id: string, cell: string): unknown
    transaction(work: () => void): void
    addTableListener(table: string, told: () => void): string
  }
  export interface Indexes {
    setIndexDefinition(id: string, table: string, by: string, sortBy: string): void
    getSliceRowIds(id: string, slice: string): string[]
  }
  export function createStore(): Store
  export function createIndexes(store: Store): Indexes
}

declare module 'tinybase/persisters/persister-indexed-db' {
  import type { Store } from 'tinybase'
  export interface Persister {
    load(): Promise<unknown>
    save(): Promise<unknown>
    destroy(): Promise<unknown>
  }
  export function createIndexedDbPersister(store: Store, name: string): Persister
}

declare module '@sqlite.org/sqlite-wasm' {
  export interface Statement {
    bind(values: readonly unknown[]): Statement
    stepReset(): Statement
    finalize(): void
  }
  export interface Database {
    exec(sql: string | object): unknown[][]
    prepare(sql: string): Statement
    close(): void
  }
  export interface Sqlite {
    installOpfsSAHPoolVfs(settings: object): Promise<{ OpfsSAHPoolDb: new (name: string) => Database }>
  }
  export default function sqlite3InitModule(): Promise<Sqlite>
}

declare module 'ws' {
  import type { Server } from 'node:http'
  export class WebSocket {
    constructor(address: string, settings?: { skipUTF8Validation: boolean })
    on(name: 'open' | 'close', told: () => void): void
    on(name: 'message', told: (frame: Buffer, isBinary: boolean) => void): void
    off(name: 'message', told: (frame: Buffer, isBinary: boolean) => void): void
    send(text: string): void
    close(): void
    terminate(): void
  }
  export class WebSocketServer {
    readonly clients: ReadonlySet<WebSocket>
    constructor(settings: { server: Server; perMessageDeflate: boolean })
    on(name: 'connection', told: (socket: WebSocket) => void): void
    close(): void
  }
}
