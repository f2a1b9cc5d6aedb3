import { Client, type ClientReadableStream, credentials, Metadata } from '@grpc/grpc-js'
import { type Connection, placeOf } from './connection.ts'
import type { Message, MessageName } from './messages.ts'
import { decode, encode } from './wire.ts'

interface Method {
  readonly request: MessageName
  readonly response: MessageName
}

const methods = {
  ExecutePlan: { request: 'ExecutePlanRequest', response: 'ExecutePlanResponse' },
  ReattachExecute: { request: 'ReattachExecuteRequest', response: 'ExecutePlanResponse' },
  ReleaseExecute: { request: 'ReleaseExecuteRequest', response: 'ReleaseExecuteResponse' },
  AnalyzePlan: { request: 'AnalyzePlanRequest', response: 'AnalyzePlanResponse' },
  Config: { request: 'ConfigRequest', response: 'ConfigResponse' },
  Interrupt: { request: 'InterruptRequest', response: 'InterruptResponse' },
  ReleaseSession: { request: 'ReleaseSessionRequest', response: 'ReleaseSessionResponse' },
  FetchErrorDetails: { request: 'FetchErrorDetailsRequest', response: 'FetchErrorDetailsResponse' },
} as const satisfies Readonly<Record<string, Method>>

export type MethodName = keyof typeof methods

// A server sends messages of up to 128 MB; gRPC's own limit is 4 MB.
const longestMessage = 256 * 1024 * 1024
// A shorter interval is an attack in the eyes of a server.
const keepaliveMilliseconds = 60_000
const unaryMilliseconds = 120_000

/** The calls of the protocol, one attempt each. They reject with gRPC's own errors. */
export class Transport {
  readonly #client: Client
  readonly #metadata = new Metadata()

  constructor(connection: Connection) {
    const { token, isEncrypted, headers } = connection
    this.#client = new Client(
      placeOf(connection),
      isEncrypted ? credentials.createSsl() : credentials.createInsecure(),
      {
        'grpc.max_receive_message_length': longestMessage,
        'grpc.max_send_message_length': longestMessage,
        'grpc.keepalive_time_ms': keepaliveMilliseconds,
        // A server that is starting is asked again soon.
        'grpc.max_reconnect_backoff_ms': 2000,
        'grpc.initial_reconnect_backoff_ms': 100,
        'grpc.enable_http_proxy': 0,
      },
    )
    for (const [key, value] of Object.entries(headers)) this.#metadata.set(key, value)
    if (token !== undefined) this.#metadata.set('authorization', `Bearer ${token}`)
  }

  unary<T>(name: MethodName, request: Message, signal?: AbortSignal): Promise<T> {
    const { path, serialize, deserialize } = codecs<T>(name)
    const deadline = Date.now() + unaryMilliseconds
    return new Promise((resolve, reject) => {
      const call = this.#client.makeUnaryRequest(
        path,
        serialize,
        deserialize,
        request,
        this.#metadata,
        { deadline },
        (error, response) => {
          signal?.removeEventListener('abort', cancel)
          if (error) reject(error)
          else if (response !== undefined) resolve(response)
        },
      )
      const cancel = () => call.cancel()
      signal?.addEventListener('abort', cancel, { once: true })
    })
  }

  stream<T>(name: MethodName, request: Message): ClientReadableStream<T> {
    const { path, serialize, deserialize } = codecs<T>(name)
    return this.#client.makeServerStreamRequest(path, serialize, deserialize, request, this.#metadata, {})
  }

  close(): void {
    this.#client.close()
  }
}

function codecs<T>(name: MethodName) {
  const { request, response } = methods[name]
  return {
    path: `/spark.connect.SparkConnectService/${name}`,
    serialize: (message: Message) => Buffer.from(encode(request, message)),
    deserialize: (bytes: Buffer) => decode<T>(response, bytes),
  }
}
