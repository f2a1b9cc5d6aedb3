import {
  concatenated,
  type Field,
  floatField,
  intField,
  intsField,
  messageField,
  numbersField,
  textField,
} from './protobuf.ts'

/** Types of tensors' elements, by the numbers of ONNX. */
const elementTypes = { float: 1, int64: 7, string: 8, double: 11 } as const
type ElementType = keyof typeof elementTypes

/** Kinds of attributes, by the numbers of ONNX. */
const attributeTypes = { float: 1, int: 2, string: 3, floats: 6, ints: 7, strings: 8 } as const

/** What an operator does beside its inputs. Numbers are ints or floats as the operator has it. */
type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: ArrayLike<number> }
  | { readonly floats: ArrayLike<number> }
  | { readonly strings: readonly string[] }

export type Attributes = Readonly<Record<string, Attribute>>

/** Versions of the operator sets in use, by domain; the empty one is ONNX's own. */
const operatorSets = { '': 20, 'ai.onnx.ml': 3, 'com.microsoft': 1 } as const
type Domain = keyof typeof operatorSets

/** A graph that is built operator by operator. */
export interface GraphBuilder {
  /** Adds an input of one value a row, and returns its name. */
  input(name: string, type: ElementType): string
  /**
   * Adds an operator with one output, and returns the output's name.
   *
   * @param says the operator's own name, which a runtime tells where the operator fails
   */
  node(
    operator: string,
    inputs: readonly string[],
    attributes?: Attributes,
    domain?: Domain,
    says?: string,
  ): string
  /** Adds a constant, and returns its name. */
  constant(
    values: Float32Array | Float64Array | readonly string[] | readonly bigint[],
    shape: readonly number[],
  ): string
  /** Names a value as an output with one value a row, or `columns` of them. */
  output(value: string, name: string, type: ElementType, columns?: number): void
  /** The bytes of the model. */
  model(): Uint8Array
}

/** @see https://github.com/onnx/onnx/blob/v1.17.0/onnx/onnx.proto for the numbers of fields */
export function graphBuilder(): GraphBuilder {
  const nodes: Field[] = []
  const constants: Field[] = []
  const inputs: Field[] = []
  const outputs: Field[] = []
  let values = 0
  const newName = () => `value_${values++}`
  const node: GraphBuilder['node'] = (operator, from, attributes = {}, domain = '', says) => {
    const to = newName()
    nodes.push(messageField(1, nodeFields(operator, from, to, attributes, domain, says)))
    return to
  }
  return {
    node,
    input(name, type) {
      inputs.push(messageField(11, valueFields(name, type)))
      return name
    },
    constant(given, shape) {
      const name = newName()
      constants.push(messageField(5, tensorFields(name, given, shape)))
      return name
    },
    output(value, name, type, columns) {
      nodes.push(messageField(1, nodeFields('Identity', [value], name, {}, '')))
      outputs.push(messageField(12, valueFields(name, type, columns)))
    },
    model() {
      const graph = [...nodes, textField(2, 'pipeline'), ...constants, ...inputs, ...outputs]
      const sets = Object.entries(operatorSets).map(([domain, version]) =>
        messageField(8, [textField(1, domain), intField(2, version)]),
      )
      return concatenated([intField(1, 9), textField(2, 'mlcheck'), messageField(7, graph), ...sets])
    },
  }
}

function nodeFields(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Attributes,
  domain: Domain,
  says = `${operator}_${output}`,
): readonly Field[] {
  return [
    ...inputs.map(input => textField(1, input)),
    textField(2, output),
    textField(3, says),
    textField(4, operator),
    ...Object.entries(attributes).map(([name, value]) => messageField(5, attributeFields(name, value))),
    textField(7, domain),
  ]
}

function attributeFields(name: string, value: Attribute): readonly Field[] {
  const [kind] = Object.keys(value) as [keyof typeof attributeTypes]
  return [textField(1, name), ...attributeValue(value), intField(20, attributeTypes[kind])]
}

function attributeValue(value: Attribute): readonly Field[] {
  if ('float' in value) return [floatField(2, value.float)]
  if ('int' in value) return [intField(3, value.int)]
  if ('string' in value) return [textField(4, value.string)]
  if ('floats' in value) return [numbersField(7, Float32Array.from(value.floats))]
  if ('ints' in value) return [intsField(8, value.ints)]
  return value.strings.map(text => textField(9, text))
}

function tensorFields(
  name: string,
  values: Float32Array | Float64Array | readonly string[] | readonly bigint[],
  shape: readonly number[],
): readonly Field[] {
  const head = (type: ElementType) => [
    intsField(1, shape),
    intField(2, elementTypes[type]),
    textField(8, name),
  ]
  if (values instanceof Float32Array) return [...head('float'), numbersField(4, values)]
  if (values instanceof Float64Array) return [...head('double'), numbersField(10, values)]
  if (typeof values[0] === 'bigint') return [...head('int64'), intsField(7, values.map(Number))]
  return [...head('string'), ...values.map(text => textField(6, String(text)))]
}

/** A tensor of one value a row, or of some columns. */
function valueFields(name: string, type: ElementType, columns?: number): readonly Field[] {
  const rows = messageField(1, [textField(2, 'N')])
  const shape = columns === undefined ? [rows] : [rows, messageField(1, [intField(1, columns)])]
  const tensor = [intField(1, elementTypes[type]), messageField(2, shape)]
  return [textField(1, name), messageField(2, [messageField(1, tensor)])]
}
