import { setImmediate } from 'node:timers/promises'
import { UserError } from '../../core/errors.ts'
import { formatCoefficient, formatShare } from '../../core/format.ts'
import { principalComponents, projections } from '../../stats/principal-components.ts'
import { tSne } from '../../stats/t-sne.ts'

/** Rows in the plane, and what to say about it. */
interface Projection {
  readonly x: Float64Array
  readonly y: Float64Array
  /** What the method is called in a sentence. */
  readonly by: string
  readonly axes: readonly [x: string, y: string]
  readonly metrics: Readonly<Record<string, number>>
  /** How good it is, a sentence. */
  readonly quality: string
}

interface Options {
  readonly perplexity: number
  readonly iterations: number
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number, phase: string) => void
}

type Method = (columns: readonly Float64Array[], options: Options) => Promise<Projection>

/** How rows come into the plane, by the name of the method. */
export const methods = { pca, tsne } satisfies Readonly<Record<string, Method>>

async function pca(columns: readonly Float64Array[]): Promise<Projection> {
  const components = principalComponents(columns, 2)
  const [x = new Float64Array(), y = new Float64Array()] = projections(columns, components)
  const [first = 0, second = 0] = components.shares
  return {
    x,
    y,
    by: 'principal components',
    axes: [`component 1 (${formatShare(first)})`, `component 2 (${formatShare(second)})`],
    metrics: { varianceShare: first + second },
    quality: `Both components have ${formatShare(first + second)} of the variance.`,
  }
}

/** After so many iterations others have their turn. */
const turn = 10

async function tsne(
  columns: readonly Float64Array[],
  { perplexity, iterations, signal, progress }: Options,
): Promise<Projection> {
  const rows = columns[0]?.length ?? 0
  if (perplexity >= rows)
    throw new UserError(`The perplexity, ${perplexity}, is not below the ${rows} rows.`, {
      hint: 'It is about the number of neighbours that a row has: choose a smaller one.',
    })
  const steps = tSne(columns, { perplexity, iterations })
  for (;;) {
    const { done, value } = steps.next()
    if (done === true)
      return {
        ...value,
        by: 't-SNE',
        axes: ['t-SNE 1', 't-SNE 2'],
        metrics: { divergence: value.divergence },
        quality: `The Kullback–Leibler divergence is ${formatCoefficient(value.divergence)} nats.`,
      }
    if (value % turn > 0) continue
    progress(value, iterations, 't-SNE')
    await setImmediate()
    signal.throwIfAborted()
  }
}
