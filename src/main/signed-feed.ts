import { Provider, type ResolvedUpdateFileInfo, type UpdateInfo } from 'electron-updater'
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js'
import { type OfferedDesk, type ReleaseRefusal, judgeRelease } from '#shared/update/judge-release.ts'
import { type NoOfferReason, Offer, type OfferQuery } from '#shared/update/rollout.ts'
import { verifyRelease } from './verify-release.ts'

/** What the service offered when it was asked, as far as this desk takes it. */
export type FeedAnswer =
  | { readonly version: string }
  | { readonly nothing: NoOfferReason }
  | { readonly refused: ReleaseRefusal; readonly version: string | null }

/** Who asks, and whose releases count. */
export interface FeedParts {
  readonly serviceUrl: string
  readonly query: OfferQuery
  readonly desk: OfferedDesk
  readonly keys: readonly string[]
  /** Hears each answer before electron-updater acts on it. */
  readonly heard: (answer: FeedAnswer) => void
}

/**
 * Where electron-updater learns of releases, in place of its own unsigned files: it is told of a file only after the signature of the
 * release was right and this desk takes it, so nothing else is ever downloaded.
 */
export class SignedFeed extends Provider<UpdateInfo> {
  readonly #parts: FeedParts

  constructor(parts: FeedParts, runtime: ProviderRuntimeOptions) {
    super(runtime)
    this.#parts = parts
  }

  async getLatestVersion(): Promise<UpdateInfo> {
    const { serviceUrl, query, desk, heard } = this.#parts
    const url = new URL('/updates/offer', serviceUrl)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const judged = this.#judge(await this.httpRequest(url))
    heard(judged.answer)
    return judged.info ?? infoOf({ version: desk.version, files: [], releaseDate: '' })
  }

  resolveFiles({ version, files }: UpdateInfo): ResolvedUpdateFileInfo[] {
    const folder = new URL(`/updates/files/${version}/`, this.#parts.serviceUrl)
    return files.map((info) => ({ url: new URL(info.url, folder), info }))
  }

  #judge(text: string | null): { readonly answer: FeedAnswer; readonly info?: UpdateInfo } {
    const { desk, keys } = this.#parts
    const offer = Offer.safeParse(jsonOf(text))
    if (!offer.success) return { answer: { refused: 'no-release', version: null } }
    const { release: signed, why } = offer.data
    if (signed === null) return { answer: { nothing: why ?? 'newest' } }
    const release = verifyRelease(signed, keys)
    // What it says of its version has no more weight than its signature.
    if ('refused' in release) return { answer: { refused: release.refused, version: null } }
    const judged = judgeRelease(release, desk)
    const { version, releasedAt } = release
    if (judged === null) return { answer: { nothing: 'newest' } }
    if ('refused' in judged) return { answer: { refused: judged.refused, version } }
    const { name, bytes, sha512 } = judged.file
    const files = [{ url: name, size: bytes, sha512 }]
    return { answer: { version }, info: infoOf({ version, files, releaseDate: releasedAt }) }
  }
}

/** Its type still asks for the one file of long ago, which it looks at only where there is no list. */
const infoOf = (info: Omit<UpdateInfo, 'path' | 'sha512'>): UpdateInfo => info as UpdateInfo

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    // No offer at all, and refused as such.
    return null
  }
}
