import { emptyModel } from '#shared/insight/model.ts'
import type { KeptIndex } from './kept-index.ts'
import type { KeptInsight } from './kept-insight.ts'
import { MacroSuggester } from './macro-suggester.ts'
import type { SearchReply, SearchRequest } from './sop-search-protocol.ts'
import { learntGroups, suggestSops } from './sop-suggester.ts'

/** What the worker holds, and how it answers: nothing of it waits for anything. */
export class SearchRoom {
  readonly #index: KeptIndex
  readonly #insight: KeptInsight
  readonly #macros: MacroSuggester

  constructor(index: KeptIndex, insight: KeptInsight) {
    this.#index = index
    this.#insight = insight
    this.#macros = new MacroSuggester((term) => index.shareOf(term))
  }

  /** Does what is asked; null where that has no answer. */
  answer(request: Exclude<SearchRequest, { do: 'open' }>): SearchReply | null {
    switch (request.do) {
      case 'put':
        this.#index.put(request.texts)
        return null
      case 'remove':
        this.#removeSops(request.ids)
        return null
      case 'built':
        return { is: 'built' }
      case 'search':
        return { is: 'found', n: request.n, hits: this.#search(request) }
      case 'macros':
        this.#macros.put(request.put)
        this.#macros.remove(request.gone)
        this.#insight.forget({ macroIds: request.gone })
        return null
      case 'view':
        this.#insight.keepFor(request.view)
        return this.#known()
      case 'learnt':
        this.#insight.take(request.bytes, request.view)
        return this.#known()
      case 'suggest':
        return { is: 'suggested', n: request.n, what: this.#suggest(request.what) }
    }
  }

  #known(): SearchReply {
    return { is: 'insight', version: this.#insight.now?.version ?? null }
  }

  #removeSops(ids: readonly string[]): void {
    const groups = new Set(ids.flatMap((id) => this.#index.groupOf(id) ?? []))
    this.#index.remove(ids)
    this.#insight.forget({ groupIds: [...groups].filter((id) => !this.#index.hasGroup(id)) })
  }

  #search({ question, who, limit }: Extract<SearchRequest, { do: 'search' }>) {
    const learnt = learntGroups(this.#sopModel, question, who.locale)
    return this.#index.search(question, who, limit, learnt)
  }

  #suggest({ about, subject, recent, mostMacros, mostSops }: Extract<SearchRequest, { do: 'suggest' }>['what']) {
    const model = this.#insight.now?.macros ?? emptyModel
    return {
      macros: mostMacros === 0 ? [] : this.#macros.suggest(model, about, recent, mostMacros),
      sops: mostSops === 0 ? [] : suggestSops(this.#index, this.#sopModel, { about, subject, limit: mostSops }),
    }
  }

  get #sopModel() {
    return this.#insight.now?.sops ?? emptyModel
  }
}
