/** Public keys of site packs for whoever builds Tierdesk for one workspace; others name theirs by the policy SitePackKeys. */
export const builtInSitePackKeys: readonly string[] = []
