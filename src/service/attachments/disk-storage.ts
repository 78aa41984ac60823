import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { orWhenAbsent } from '../database/system-errors.ts'
import type { AttachmentStorage } from './attachment-storage.ts'

/** Attachments as files of a folder. */
export class DiskStorage implements AttachmentStorage {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async keep(id: string, path: string): Promise<void> {
    const place = this.#placeOf(id)
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    await rename(path, place)
    // Without this the name may be gone after a power cut, though the bytes are there.
    const folder = await open(dirname(place), 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }

  async read(id: string) {
    const file = await orWhenAbsent(open(this.#placeOf(id), 'r'), null)
    return file === null ? null : file.createReadStream()
  }

  async remove(id: string): Promise<void> {
    await rm(this.#placeOf(id), { force: true })
  }

  // A folder with a million files is slow to look into. Ids are UUIDs by their schema: nothing in one leads out of the folder.
  #placeOf(id: string): string {
    return join(this.#folder, id.slice(-2), id)
  }
}
