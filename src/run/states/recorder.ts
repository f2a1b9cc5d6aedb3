import type { Relation } from '../../core/engine.ts'
import { messageOf } from '../../core/errors.ts'
import { matches, value } from '../../core/expr.ts'
import { formatList } from '../../core/format.ts'
import type { Aggregate, AggregateAnswer, Frequencies, FrequenciesRequest } from '../../core/metric.ts'
import { type ColumnType, columnOf, type Schema } from '../../core/schema.ts'
import { recipeFor, tabled } from './aggregate-state.ts'
import { aggregateKey, obstacleIn, type TableRequest, tableKey, tableOf } from './keys.ts'
import { type State, type States, saysMore } from './state.ts'
import { areAlike, tableState } from './table.ts'

/** Columns with more distinct values are not kept: a state is to be much smaller than the data. */
const mostKept = 1_000_000

type Settled = PromiseSettledResult<AggregateAnswer>

/** Asks one dataset, and keeps the states of what it answers. That a state cannot be kept never harms an answer. */
export class Recorder {
  readonly #relation: Relation
  readonly #mostValues: number
  readonly #states = new Map<string, State>()
  readonly #areMilliseconds = new Map<string, Promise<boolean>>()

  constructor(relation: Relation, mostValues = mostKept) {
    this.#relation = relation
    this.#mostValues = mostValues
  }

  get states(): States {
    return this.#states
  }

  /** Answers aggregates in the scan that they take anyway, and the tables behind some of them in one more each. */
  async aggregate(aggregates: readonly Aggregate[]): Promise<readonly Settled[]> {
    const recipes = aggregates.map(aggregate => recipeFor(aggregate, this.#relation.schema))
    const asked = [...aggregates, ...recipes.flatMap(recipe => recipe.asked)]
    const distinct = [...new Map(asked.map(aggregate => [aggregateKey(aggregate), aggregate])).values()]
    const settled = await this.#relation.aggregate(distinct)
    const byKey = new Map(distinct.map((aggregate, index) => [aggregateKey(aggregate), settled[index]]))
    const answerOf = (aggregate: Aggregate) => answerIn(byKey.get(aggregateKey(aggregate)))
    for (const [index, aggregate] of aggregates.entries())
      this.#keepAggregate(aggregate, () => recipes[index]?.state(answerOf))
    for (const aggregate of aggregates.filter(({ name }) => tabled.includes(name)))
      await this.#keepTableOf(aggregate)
    return aggregates.map(aggregate => byKey.get(aggregateKey(aggregate)) ?? unanswered)
  }

  /** The answer of the engine; the whole table is kept where it is not too large. */
  async frequencies(request: FrequenciesRequest): Promise<Frequencies> {
    const { limit, ceiling = Number.POSITIVE_INFINITY } = request
    if (this.#states.get(tableKey(request))?.kind === 'table') return this.#relation.frequencies(request)
    const most = Math.min(ceiling, this.#mostValues)
    const found = await this.#relation.frequencies({
      ...request,
      limit: Math.max(limit, most),
      ceiling: most,
    })
    await this.#keepFrequencies(request, found, most)
    if (found.distinct > most && ceiling > most) return this.#relation.frequencies(request)
    return { ...found, entries: found.entries.slice(0, limit) }
  }

  /** Keeps the values of some columns, unless they are kept or there are too many. */
  async keepTable(request: TableRequest): Promise<void> {
    const known = this.#states.get(tableKey(request))
    if (known?.kind === 'table' || (known?.kind === 'many' && known.moreThan >= this.#mostValues)) return
    try {
      await this.frequencies({ ...request, limit: 0, ceiling: this.#mostValues })
    } catch (error) {
      this.keep(tableKey(request), { kind: 'none', reason: messageOf(error) })
    }
  }

  /** Keeps a state where no better one is known of the same question. */
  keep(key: string, state: State): void {
    if (saysMore(state, this.#states.get(key))) this.#states.set(key, state)
  }

  /** Whether so many distinct values are few enough to be kept. */
  holds(distinct: number): boolean {
    return distinct <= this.#mostValues
  }

  get mostValues(): number {
    return this.#mostValues
  }

  get schema(): Schema {
    return this.#relation.schema
  }

  #keepAggregate(aggregate: Aggregate, stateOf: () => State | undefined): void {
    if (obstacleIn(aggregate.of) ?? obstacleIn(aggregate.where)) return
    try {
      const state = stateOf()
      if (state) this.keep(aggregateKey(aggregate), state)
    } catch (error) {
      this.keep(aggregateKey(aggregate), { kind: 'none', reason: messageOf(error) })
    }
  }

  async #keepTableOf({ of, where }: Aggregate): Promise<void> {
    const table = of && tableOf(of, where)
    if (table && columnOf(this.#relation.schema, table.columns[0] ?? '')) await this.keepTable(table)
  }

  async #keepFrequencies(request: TableRequest, found: Frequencies, most: number): Promise<void> {
    const key = tableKey(request)
    if (obstacleIn(request.where)) return
    if (found.distinct > most) return this.keep(key, { kind: 'many', moreThan: most })
    const fine = await this.#columnsBelowMilliseconds(request.columns)
    if (fine.length > 0)
      return this.keep(key, {
        kind: 'none',
        reason: `${formatList(fine)} has times finer than milliseconds.`,
      })
    const nested = request.columns.filter(name => this.#isOf(['list', 'struct'], name))
    if (nested.length > 0 && areAlike(found.entries))
      return this.keep(key, {
        kind: 'none',
        reason: `Some values of ${formatList(nested)} look alike when they are written.`,
      })
    this.keep(key, tableState(found.entries))
  }

  /** The columns whose times lose digits when they are read. */
  async #columnsBelowMilliseconds(columns: readonly string[]): Promise<readonly string[]> {
    const times = columns.filter(name => this.#isOf(['timestamp'], name))
    const known = await Promise.all(times.map(name => this.#isInMilliseconds(name)))
    return times.filter((_, index) => !known[index])
  }

  #isOf(types: readonly ColumnType[], name: string): boolean {
    const column = columnOf(this.#relation.schema, name)
    return column !== undefined && types.includes(column.type)
  }

  #isInMilliseconds(name: string): Promise<boolean> {
    const known = this.#areMilliseconds.get(name)
    if (known) return known
    const finer: Aggregate = { name: 'countIf', of: matches(value(name), '[.]\\d{3}\\d*[1-9]') }
    const asked = this.#relation.aggregate([finer]).then(([count]) => answerIn(count) === 0)
    this.#areMilliseconds.set(name, asked)
    return asked
  }
}

const unanswered: Settled = { status: 'rejected', reason: new Error('An aggregate has no answer.') }

function answerIn(settled: Settled = unanswered): AggregateAnswer {
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}
