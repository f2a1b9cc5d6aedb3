import { UserError, messageOf } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'
import { castBool, castFloat, castInt, castText, type Cast } from './casts.ts'
import { type ConfigNode, type ConfigScalar, scalar } from './node.ts'
import { type ChoiceSweep, isSweep, type Sweep } from './override.ts'
import { sorted } from './sorting.ts'

type Element = ConfigNode | Sweep

/** A call within an override: `range(1,4)`, `glob([a*,b*],exclude=c)`. */
export interface Call {
  readonly name: string
  readonly positional: readonly Element[]
  readonly named: ReadonlyMap<string, Element>
  /** As it is written. */
  readonly text: string
}

/** @throws UserError when there is no such function or it cannot take these arguments */
export function callFunction(call: Call): Element {
  const run = functions.get(call.name)
  if (!run) {
    const hint = didYouMean(call.name, [...functions.keys()], 'Functions are')
    throw new UserError(`There is no function ${call.name}, which ${call.text} calls.`, { hint })
  }
  try {
    return run(call)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new UserError(`${call.text} cannot be evaluated. ${messageOf(cause)}`, { cause })
  }
}

const functions: ReadonlyMap<string, (call: Call) => Element> = new Map<string, (call: Call) => Element>([
  ['int', call => cast(call, castInt)],
  ['float', call => cast(call, castFloat)],
  ['str', call => cast(call, castText)],
  ['bool', call => cast(call, castBool)],
  ['choice', choice],
  ['range', range],
  ['glob', glob],
  ['sort', sort],
  ['shuffle', shuffle],
  ['tag', tag],
  ['interval', interval],
])

function cast(call: Call, castOne: Cast): Element {
  const [first, ...others] = spread(call, 'value')
  if (first === undefined) throw new RangeError('It has nothing to cast.')
  const whole = others.length === 0 ? first : simpleChoice([first, ...others])
  if (whole.kind === 'choice') return { ...whole, choices: whole.choices.map(one => castNode(one, castOne)) }
  if (whole.kind === 'glob') throw new RangeError('A glob cannot be cast.')
  if (whole.kind !== 'range') return castNode(whole, castOne)
  if (castOne !== castInt && castOne !== castFloat)
    throw new RangeError('Range can only be cast to int or float.')
  return { ...whole, start: castOne(whole.start), stop: castOne(whole.stop), step: castOne(whole.step) }
}

function castNode(node: ConfigNode, castOne: Cast): ConfigNode {
  if (node.kind === 'scalar') return castOne(node)
  if (node.kind === 'list') return { ...node, items: node.items.map(item => castNode(item, castOne)) }
  return {
    ...node,
    entries: new Map([...node.entries].map(([key, value]) => [key, castNode(value, castOne)])),
  }
}

function choice(call: Call): Element {
  const [first, ...others] = spread(call)
  if (first === undefined) throw new RangeError('A choice among nothing is not possible.')
  if (first.kind === 'choice' && others.length === 0) {
    if (!first.simple) throw new RangeError('Choices cannot be nested.')
    return { ...first, simple: false }
  }
  return { ...simpleChoice([first, ...others]), simple: false }
}

function range(call: Call): Element {
  const { start, stop, step } = bind(call, ['start', 'stop', 'step'])
  const first = numberOf(start, 'start')
  const by = step === undefined ? scalar(1) : numberOf(step, 'step')
  if (Number(by.value) === 0) throw new RangeError('The step of a range cannot be 0.')
  if (stop === undefined) return { kind: 'range', start: scalar(0), stop: first, step: by }
  return { kind: 'range', start: first, stop: numberOf(stop, 'stop'), step: by }
}

function glob(call: Call): Element {
  const { include, exclude } = bind(call, ['include', 'exclude'])
  if (include === undefined) throw new RangeError('It needs a pattern, such as *.')
  return { kind: 'glob', include: patternsOf(include), exclude: exclude ? patternsOf(exclude) : [] }
}

function sort(call: Call): Element {
  const reverse = call.named.get('reverse')
  if (reverse !== undefined && !(reverse.kind === 'scalar' && typeof reverse.value === 'boolean'))
    throw new RangeError('reverse is either true or false.')
  const descending = reverse?.kind === 'scalar' && reverse.value === true
  const named = new Map([...call.named].filter(([name]) => name !== 'reverse'))
  return sorted(oneOrChoice({ ...call, named }, 'sort'), descending)
}

function shuffle(call: Call): Element {
  const whole = oneOrChoice(call, 'shuffle')
  if (whole.kind === 'choice' || whole.kind === 'range') return { ...whole, shuffle: true }
  if (whole.kind === 'list') return { ...whole, items: shuffled(whole.items) }
  if (whole.kind === 'scalar') return { kind: 'list', items: [whole] }
  throw new RangeError('It shuffles lists, choices and ranges.')
}

/** Tags mean something to optimising sweepers only: the sweep stays what it is. */
function tag(call: Call): Element {
  const last = call.named.get('sweep') ?? call.positional.at(-1)
  if (!isSweep(last)) throw new RangeError('The last argument of tag has to be a choice() or a range().')
  return last
}

function interval(): never {
  throw new RangeError('An interval needs a sweeper that optimises; use range(start,stop,step) or choice(…).')
}

/** The items in another order, each order equally likely. */
export function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map(item => ({ item, rank: Math.random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item)
}

function oneOrChoice(call: Call, name: string): Element {
  const [first, ...others] = spread(call, 'sweep', 'list')
  if (first === undefined) throw new RangeError(`There is nothing to ${name}.`)
  return others.length === 0 ? first : simpleChoice([first, ...others])
}

function simpleChoice(elements: readonly Element[]): ChoiceSweep {
  const choices = elements.map(element => {
    if (isSweep(element)) throw new RangeError('A sweep cannot stand among single values.')
    return element
  })
  return { kind: 'choice', choices, simple: true }
}

/** The arguments of a function that takes any number, or one by name. Quoted text loses its quotes. */
function spread(call: Call, ...names: readonly string[]): readonly Element[] {
  for (const name of call.named.keys())
    if (!names.includes(name)) throw new RangeError(`It has no argument ${name}.`)
  if (call.named.size > 1 || (call.named.size > 0 && call.positional.length > 0))
    throw new RangeError('Give the argument by place or by name, not both.')
  return [...call.positional, ...call.named.values()].map(unquoted)
}

/** Arguments by name; those given by place come first. */
function bind<Name extends string>(
  call: Call,
  names: readonly Name[],
): { readonly [name in Name]?: Element } {
  if (call.positional.length > names.length) throw new RangeError(`It takes ${names.join(', ')}.`)
  const bound = new Map<string, Element>(
    call.positional.map((value, index) => [names[index] ?? '', unquoted(value)]),
  )
  for (const [name, value] of call.named) {
    if (!names.some(known => known === name)) throw new RangeError(`It has no argument ${name}.`)
    if (bound.has(name)) throw new RangeError(`${name} is given twice.`)
    bound.set(name, unquoted(value))
  }
  return Object.fromEntries(bound) as { readonly [name in Name]?: Element }
}

function unquoted(element: Element): Element {
  if (element.kind !== 'scalar') return element
  const { quote: _, ...rest } = element
  return rest
}

function numberOf(element: Element | undefined, name: string): ConfigScalar {
  if (element?.kind === 'scalar' && (typeof element.value === 'number' || typeof element.value === 'bigint'))
    return element
  throw new RangeError(`${name} has to be a number.`)
}

function patternsOf(element: Element): readonly string[] {
  const nodes = element.kind === 'list' ? element.items : [element]
  return nodes.map(node => {
    if (node.kind === 'scalar' && typeof node.value === 'string') return node.value
    throw new RangeError('Patterns are text, or a list of texts.')
  })
}
