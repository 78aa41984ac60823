/** What is named by id: a new installation's own, which the export may say otherwise. */
export interface ZammadNames {
  readonly states: Map<string, string>
  readonly priorities: Map<string, string>
  readonly roles: Map<string, string>
}

/** The names that a new installation begins with. */
export const namesAtFirst = (): ZammadNames => ({
  states: new Map([
    ['1', 'new'],
    ['2', 'open'],
    ['3', 'pending reminder'],
    ['4', 'closed'],
    ['5', 'merged'],
    ['6', 'removed'],
    ['7', 'pending close'],
  ]),
  priorities: new Map([
    ['1', '1 low'],
    ['2', '2 normal'],
    ['3', '3 high'],
  ]),
  roles: new Map([
    ['1', 'Admin'],
    ['2', 'Agent'],
    ['3', 'Customer'],
  ]),
})
