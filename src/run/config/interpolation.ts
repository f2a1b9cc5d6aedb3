/** Text with interpolations: literal parts and what stands in `${…}`. */
export type Template = readonly (string | Interpolation)[]

export type Interpolation = KeyReference | ResolverCall

/** `${db.port}`, `${.port}`, `${..db[port]}`, `${db.${name}}`. */
export interface KeyReference {
  readonly kind: 'key'
  /** How many dots it begins with: none for a key from the root, one for a sibling. */
  readonly dots: number
  readonly path: readonly (string | Interpolation)[]
  /** As it is written. */
  readonly text: string
}

/** `${oc.env:HOME,/root}`. */
export interface ResolverCall {
  readonly kind: 'call'
  readonly name: string
  readonly arguments: readonly Argument[]
  readonly text: string
}

/** An argument of a resolver. A `word` may be a number or a boolean, text in quotes may not. */
export type Argument =
  | { readonly kind: 'word' | 'quoted'; readonly parts: Template }
  | { readonly kind: 'list'; readonly items: readonly Argument[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Argument])[] }
