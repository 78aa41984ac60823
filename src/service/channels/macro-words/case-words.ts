import type { CaseStatus, Priority } from '#shared/domain/case.ts'

/** The words of one system for what a case and a macro say of statuses and priorities, in lower case; and ours. */
export interface CaseWords {
  /** Of several that mean the same here, the first is the one that is written on the way out. */
  readonly statuses: ReadonlyMap<string, CaseStatus>
  readonly priorities: ReadonlyMap<string, Priority>
}

const map = <T>(...entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> => new Map(entries)

/** By the name each system is called by on the command line. */
export const caseWords = {
  zendesk: {
    statuses: map<CaseStatus>(
      ['new', 'new'],
      ['open', 'open'],
      ['pending', 'pending'],
      ['hold', 'on-hold'],
      ['on-hold', 'on-hold'],
      ['solved', 'solved'],
      ['closed', 'closed'],
    ),
    priorities: map<Priority>(['low', 'low'], ['normal', 'normal'], ['high', 'high'], ['urgent', 'urgent']),
  },
  chatwoot: {
    statuses: map<CaseStatus>(
      ['open', 'open'],
      ['pending', 'pending'],
      ['snoozed', 'on-hold'],
      ['resolved', 'solved'],
      ['0', 'open'],
      ['1', 'solved'],
      ['2', 'pending'],
      ['3', 'on-hold'],
    ),
    priorities: map<Priority>(
      ['low', 'low'],
      ['medium', 'normal'],
      ['high', 'high'],
      ['urgent', 'urgent'],
      ['none', 'normal'],
      ['nil', 'normal'],
    ),
  },
  freshdesk: {
    statuses: map<CaseStatus>(
      ['2', 'open'],
      ['3', 'pending'],
      ['4', 'solved'],
      ['5', 'closed'],
      // The two that a new account has beside these.
      ['6', 'pending'],
      ['7', 'on-hold'],
    ),
    priorities: map<Priority>(['1', 'low'], ['2', 'normal'], ['3', 'high'], ['4', 'urgent']),
  },
  zammad: {
    statuses: map<CaseStatus>(
      ['new', 'new'],
      ['open', 'open'],
      ['pending reminder', 'pending'],
      // A customer who writes again opens a closed ticket there: that is solved here.
      ['closed', 'solved'],
      ['pending close', 'pending'],
      ['merged', 'closed'],
    ),
    priorities: map<Priority>(['1 low', 'low'], ['2 normal', 'normal'], ['3 high', 'high']),
  },
  gorgias: {
    statuses: map<CaseStatus>(['open', 'open'], ['closed', 'solved']),
    priorities: map<Priority>(['low', 'low'], ['normal', 'normal'], ['high', 'high'], ['critical', 'urgent']),
  },
  libredesk: {
    statuses: map<CaseStatus>(['open', 'open'], ['snoozed', 'on-hold'], ['resolved', 'solved'], ['closed', 'closed']),
    priorities: map<Priority>(['low', 'low'], ['medium', 'normal'], ['high', 'high'], ['urgent', 'urgent']),
  },
  frappe: {
    statuses: map<CaseStatus>(['open', 'open'], ['replied', 'pending'], ['resolved', 'solved'], ['closed', 'closed']),
    priorities: map<Priority>(['low', 'low'], ['medium', 'normal'], ['high', 'high'], ['urgent', 'urgent']),
  },
} as const satisfies { readonly [system: string]: CaseWords }

/** The word there for one of ours; null where it has none. */
export function theirWord<T>(words: ReadonlyMap<string, T>, ours: T): string | null {
  for (const [theirs, here] of words) if (here === ours) return theirs
  return null
}
