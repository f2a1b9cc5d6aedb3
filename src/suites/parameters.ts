import { closest } from '../core/suggest.ts'
import type { Problem } from './problem.ts'
import { mapScalars, type Tree, type TreeScalar } from './tree.ts'
import { scalarFromText } from './yaml.ts'

/** Replaces the parameters in a tree; `undefined`, and reported, when it names one that does not exist. */
export type Substitute = (tree: Tree, trail: readonly string[]) => Tree | undefined

/**
 * Substitution of `$name` by the parameter of that name, read as a YAML scalar: `0.05` is a number, `true` a boolean.
 * Only texts that consist of nothing else are replaced; of texts with more dollar signs one is dropped, so `$$name` is
 * the text `$name`.
 */
export function substitution(
  params: Readonly<Record<string, string>>,
  report: (problem: Problem) => void,
): Substitute {
  const values = new Map(Object.entries(params).map(([name, text]) => [name, scalarFromText(text)]))
  const names = [...values.keys()].map(name => `$${name}`)

  return (tree, trail) => {
    let complete = true
    const refuse = (scalar: TreeScalar, name: string) => {
      const best = closest(`$${name}`, names)
      const advice = best === undefined ? `Give it with --param ${name}=….` : `Did you mean ${best}?`
      report({ at: scalar.at, trail, text: `There is no parameter $${name}. ${advice}` })
      complete = false
      return scalar
    }
    const replaced = mapScalars(tree, scalar => {
      if (typeof scalar.value !== 'string') return scalar
      const [, dollars, name] = /^\$(\$*)([A-Za-z_][\w-]*)$/.exec(scalar.value) ?? []
      if (name === undefined) return scalar
      if (dollars) return { ...scalar, value: `${dollars}${name}` }
      return values.has(name) ? { ...scalar, value: values.get(name) } : refuse(scalar, name)
    })
    return complete ? replaced : undefined
  }
}

/** A text as it has to be written so that it stands for itself. */
export function withoutParameter(text: string): string {
  return /^\$+[A-Za-z_][\w-]*$/.test(text) ? `$${text}` : text
}
