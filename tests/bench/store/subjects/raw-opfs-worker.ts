import { answerCalls } from './worker-call.ts'

/** The part of a synchronous file handle that is used; TypeScript's DOM has it in workers only. */
interface FileAccess {
  read(into: Uint8Array, options: { at: number }): number
  write(bytes: Uint8Array, options: { at: number }): number
  flush(): void
  getSize(): number
  close(): void
}

const encoder = new TextEncoder()
let file: FileAccess | null = null
let end = 0

const demandFile = (): FileAccess => {
  if (file === null) throw new Error('The file is not open.')
  return file
}

answerCalls({
  async open() {
    const folder = await navigator.storage.getDirectory()
    const entry = await folder.getFileHandle('raw.bin', { create: true })
    const make = Reflect.get(entry, 'createSyncAccessHandle') as () => Promise<FileAccess>
    file = await make.call(entry)
    end = file.getSize()
  },
  write(bytes: Uint8Array) {
    end += demandFile().write(bytes, { at: end })
  },
  flush: () => demandFile().flush(),
  /** One record at the end of the file; with `isStrict` on the disk itself. */
  append({ record, isStrict }: { record: unknown; isStrict: boolean }) {
    end += demandFile().write(encoder.encode(`${JSON.stringify(record)}\n`), { at: end })
    if (isStrict) demandFile().flush()
  },
  /** Everything, as it was written; answers how many bytes. */
  read(length: number) {
    const bytes = new Uint8Array(length === 0 ? demandFile().getSize() : length)
    return demandFile().read(bytes, { at: 0 })
  },
  close: () => demandFile().close(),
})
