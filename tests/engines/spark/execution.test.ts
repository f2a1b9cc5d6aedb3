import { type sendUnaryData, Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js'
import { expect, onTestFinished, test } from 'vitest'
import { messageOf } from '../../../src/core/errors.ts'
import type { Message, MessageName } from '../../../src/engines/spark/messages.ts'
import { SparkSession } from '../../../src/engines/spark/session.ts'
import { decode, encode } from '../../../src/engines/spark/wire.ts'

const service = '/spark.connect.SparkConnectService'

test('a server that keeps ending its answer without a word is given up', async () => {
  const server = await wordlessServer()
  const session = await SparkSession.connect(`sc://127.0.0.1:${server.port}`)
  onTestFinished(() => session.close())
  expect(await session.rows('SELECT 1').then(String, messageOf)).toBe(
    'Spark ends its answer again and again before it is complete.',
  )
  expect(server.streams).toEqual(['ExecutePlan', 'ReattachExecute', 'ReattachExecute', 'ReattachExecute'])
})

/** A server of the protocol that accepts every plan and never answers it. */
async function wordlessServer() {
  const streams: string[] = []
  const server = new Server()
  const unary = (name: string, request: MessageName, response: MessageName, answer: Message = {}) => ({
    [name]: {
      path: `${service}/${name}`,
      requestStream: false as const,
      responseStream: false as const,
      requestDeserialize: (bytes: Buffer) => decode<Message>(request, bytes),
      requestSerialize: (message: Message) => Buffer.from(encode(request, message)),
      responseDeserialize: (bytes: Buffer) => decode<Message>(response, bytes),
      responseSerialize: (message: Message) => Buffer.from(encode(response, message)),
      answer,
    },
  })
  const version = { sparkVersion: { version: '4.0.0' } }
  const calls = {
    ...unary('AnalyzePlan', 'AnalyzePlanRequest', 'AnalyzePlanResponse', version),
    ...unary('Config', 'ConfigRequest', 'ConfigResponse'),
    ...unary('Interrupt', 'InterruptRequest', 'InterruptResponse'),
    ...unary('ReleaseExecute', 'ReleaseExecuteRequest', 'ReleaseExecuteResponse'),
    ...unary('ReleaseSession', 'ReleaseSessionRequest', 'ReleaseSessionResponse'),
  }
  for (const [name, { answer, ...definition }] of Object.entries(calls))
    server.addService(
      { [name]: definition },
      { [name]: (_: unknown, respond: sendUnaryData<Message>) => respond(null, answer) },
    )
  for (const name of ['ExecutePlan', 'ReattachExecute'] as const) {
    const { [name]: call } = unary(name, `${name}Request`, 'ExecutePlanResponse')
    if (call === undefined) continue
    server.addService(
      { [name]: { ...call, responseStream: true } },
      {
        [name]: (stream: ServerWritableStream<Message, Message>) => {
          streams.push(name)
          stream.end()
        },
      },
    )
  }
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  onTestFinished(() => server.forceShutdown())
  return { port, streams }
}
