import { create } from 'zustand'
import type { ProxyAnswer, ProxyQuestion } from '#shared/proxy-question.ts'
import { desktop } from '#renderer/desktop/desktop.ts'

/** What a proxy asks of the person now; null: nothing. */
export const useProxyQuestion = create<{ readonly question: ProxyQuestion | null }>()(() => ({ question: null }))

const turn = (question: ProxyQuestion | null): void => useProxyQuestion.setState({ question })

/** Follows what proxies ask, from before anybody has signed in. */
export function followProxy(): void {
  desktop().on('proxy.changed', ({ question }) => turn(question))
  desktop()
    .call('proxy.question')
    .then(({ question }) => turn(question), reportError)
}

/** Says to the proxy who the person is; null: they do not want to. It is in memory only. */
export function answerProxy(id: number, answer: ProxyAnswer | null): void {
  desktop().call('proxy.answer', { id, answer }).catch(reportError)
}
