import { expect, test } from 'vitest'
import { type Fields, type Message, messages } from '../../../src/engines/spark/messages.ts'
import { decode, encode } from '../../../src/engines/spark/wire.ts'
import { noSpark } from '../../support/spark.ts'
import { runPython } from '../../support/sparkProcess.ts'

/** Prints the fields of all messages that it is given the names of. */
const descriptors = `
import json, sys, warnings
warnings.simplefilter('ignore')
from google.protobuf import any_pb2, descriptor_pool
from google.rpc import status_pb2, error_details_pb2
from pyspark.sql.connect.proto import base_pb2, commands_pb2, relations_pb2, types_pb2
scalars = {3: 'int64', 5: 'int32', 8: 'bool', 9: 'string', 12: 'bytes', 14: 'enum'}
def kind(field):
    of = field.message_type
    if of is None: name = scalars.get(field.type, '?')
    elif of.GetOptions().map_entry: return 'map'
    else: name = of.full_name.removeprefix('spark.connect.')
    return 'repeated ' + name if field.is_repeated else name
def fields(name):
    full = name if name.startswith('google.') else 'spark.connect.' + name
    message = descriptor_pool.Default().FindMessageTypeByName(full)
    return {field.json_name: [field.number, kind(field)] for field in message.fields}
print(json.dumps({name: fields(name) for name in json.loads('''NAMES''')}))
`

const title = 'numbers and types of all fields are those of the published protocol'

test.skipIf(noSpark)(noSpark ? `${title} (skipped: ${noSpark})` : title, async () => {
  const names = Object.keys(messages)
  const program = descriptors.replace('NAMES', JSON.stringify(names))
  const published: Record<string, Fields> = JSON.parse(
    await runPython(process.env.MLCHECK_SPARK ?? '', program),
  )
  const spoken: Readonly<Record<string, Fields>> = messages
  const same = names.map(name => [
    name,
    Object.fromEntries(Object.keys(spoken[name] ?? {}).map(field => [field, published[name]?.[field]])),
  ])
  expect(spoken).toEqual(Object.fromEntries(same))
})

test('a message is the same after it was on the wire', () => {
  const message: Message = {
    read: { dataSource: { format: 'parquet', options: { a: '1', ü: '' }, paths: ['x', 'y'] } },
    localRelation: { data: Uint8Array.of(0, 255), schema: 'a INT' },
  }
  expect(decode('Relation', encode('Relation', message))).toEqual(message)
})

test('numbers of any size, flags and empty messages survive the wire', () => {
  const batch: Message = { rowCount: 2 ** 40, data: Uint8Array.of() }
  const answer: Message = { responseId: 'x', arrowBatch: batch, resultComplete: {} }
  expect(decode('ExecutePlanResponse', encode('ExecutePlanResponse', answer))).toEqual(answer)
  const view: Message = { name: 'v', isGlobal: false, replace: true }
  const command: Message = { createDataframeView: view }
  expect(decode('Command', encode('Command', command))).toEqual(command)
})

test('fields that nobody reads are skipped', () => {
  const request: Message = {
    sessionId: 's',
    operationId: 'o',
    plan: { root: { sql: { query: 'SELECT 1' } } },
    tags: ['t'],
  }
  const bytes = encode('ExecutePlanRequest', request)
  expect(decode('ConfigRequest', bytes)).toMatchObject({ sessionId: 's' })
})
