export type DomainFeature = any
export function classifyDomains(_f: any, _o: any): any {
  throw new Error('missing')
}
