import { readFile, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import type { AttachmentStorage } from './attachment-storage.ts'

/** A bucket of an S3-compatible storage, e.g. `https://s3.example/attachments`. */
export interface S3Place {
  readonly bucketUrl: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const patienceMs = 60_000

/** Attachments as objects of an S3-compatible bucket (AWS Signature Version 4). */
export class S3Storage implements AttachmentStorage {
  readonly #client: AwsClient
  readonly #bucketUrl: string

  constructor({ bucketUrl, region, accessKeyId, secretAccessKey }: S3Place) {
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 })
    this.#bucketUrl = bucketUrl.replace(/\/$/, '')
  }

  async keep(id: string, path: string): Promise<void> {
    // S3 wants to know the length before the first byte; attachments are bounded, so that one fits in memory.
    await this.#ask('PUT', id, await readFile(path))
    await rm(path, { force: true })
  }

  async read(id: string): Promise<Readable | null> {
    const answer = await this.#ask('GET', id)
    return answer.status === 404 || answer.body === null ? null : Readable.from(answer.body)
  }

  async remove(id: string): Promise<void> {
    await this.#ask('DELETE', id)
  }

  /** Rejects where the answer is neither good nor that there is no such object. */
  async #ask(method: 'GET' | 'PUT' | 'DELETE', id: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
    const answer = await this.#client.fetch(`${this.#bucketUrl}/${id}`, {
      method,
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body }),
    })
    if (answer.ok || answer.status === 404) return answer
    await answer.body?.cancel()
    throw new Error(`The storage answered ${answer.status} to ${method}.`)
  }
}
